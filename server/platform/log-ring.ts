import { type LogLine, logLine } from '../contracts/log.ts';
import { Emitter } from './emitter.ts';

/** Lines that are kept. */
const KEPT = 5_000;
/** Longer texts are cut: a line may hold whatever a stranger has sent. */
const LONGEST_MESSAGE = 2_000;
const LONGEST_FIELDS = 8_000;

/** The latest lines of the log, as the logger wrote them: what is left out of the log is not here either. */
export class LogRing {
  readonly #lines: LogLine[] = [];
  // There is nowhere to tell of a fault here: a line about it would come here again.
  readonly #added = new Emitter<LogLine>(() => undefined);
  #sequence = 0;

  /** Takes one line of JSON as the logger writes it; anything else is passed over. */
  add(text: string): void {
    const line = read(text, this.#sequence + 1);
    if (line === null) return;
    this.#sequence += 1;
    this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
    this.#added.emit(line);
  }

  /** The lines after one of them, oldest first; all that are kept after 0. */
  since(sequence: number): LogLine[] {
    return this.#lines.filter((line) => line.sequence > sequence);
  }

  /** Returns the way to stop listening. */
  on(listener: (line: LogLine) => void): () => void {
    return this.#added.on(listener);
  }
}

/** `null` for what is no line of the logger's. */
function read(text: string, sequence: number): LogLine | null {
  try {
    const { time, level, msg, tenantId, callSid, ...fields } = JSON.parse(text);
    const parsed = logLine.safeParse({
      sequence,
      at: time,
      level,
      message: cut(typeof msg === 'string' ? msg : '', LONGEST_MESSAGE),
      tenantId: Number.isInteger(tenantId) ? tenantId : null,
      callSid: typeof callSid === 'string' ? cut(callSid, 64) : null,
      fields: short(fields),
    });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function short(fields: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(fields);
  return text.length <= LONGEST_FIELDS ? fields : { cut: cut(text, LONGEST_FIELDS) };
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most)}…`);

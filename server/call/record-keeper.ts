import type { CallFlag, CallRecord, ToolUse, Turn, Usage } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { CallerMessage } from '../contracts/message.ts';
import type { TransferAttempt } from '../contracts/transfer.ts';
import { CardWatch, redactCards, redactTexts } from '../platform/redact.ts';
import { addUsage } from '../usage/add.ts';
import { insertTurn, isForgotten } from './record.ts';
import type { CallScribe } from './scribe.ts';

/** Writes one call down: in its record, in its journal, and for those who watch. What is told is durable before. */
export class RecordKeeper {
  readonly record: CallRecord;
  /** A name the caller gave to the agent. */
  givenName: string | null = null;
  /** The caller asked to be forgotten; done once the call has ended. */
  forgetting: boolean;
  readonly #scribe: CallScribe;
  readonly #cards = new CardWatch();
  /** In the order they came. */
  readonly #callerTurns: Turn[] = [];
  readonly #publish: (event: ServerEvent) => void;

  constructor(record: CallRecord, scribe: CallScribe, publish: (event: ServerEvent) => void) {
    this.record = record;
    // Of a call that is carried on, the caller may have asked for it in an earlier part.
    this.forgetting = isForgotten(record);
    this.#scribe = scribe;
    this.#publish = publish;
  }

  began(): void {
    void this.#scribe.write({ entry: 'began', record: structuredClone(this.record) });
  }

  joined(): void {
    this.record.state = 'live';
    void this.#scribe.write({ entry: 'joined', engine: this.record.engine });
  }

  turn(said: Turn): void {
    const { callSid, tenantId, usage } = this.record;
    const turn = said.role === 'caller' ? this.#watched(said) : { ...said, text: redactCards(said.text) };
    insertTurn(this.record, turn);
    void this.#scribe.write({ entry: 'turn', turn, usage }).then((kept) => {
      if (kept) this.#publish({ type: 'call.turn', callSid, tenantId, turn });
    });
  }

  draft(role: Turn['role'], words: string, atMs: number): void {
    const { callSid, tenantId } = this.record;
    const text = role === 'caller' ? this.#cards.preview(words) : redactCards(words);
    this.#publish({ type: 'call.draft', callSid, tenantId, role, text, atMs });
  }

  /** Resolves with whether the message can't be lost any more. */
  async message(given: CallerMessage): Promise<boolean> {
    const message = redactTexts(given);
    const kept = await this.#scribe.write({ entry: 'message', message });
    if (kept) this.record.messages.push(message);
    return kept;
  }

  name(given: string): void {
    const name = redactCards(given);
    this.givenName = name;
    void this.#scribe.write({ entry: 'name', name });
  }

  /** Resolves with whether the wish can't be lost any more. */
  async forget(atMs: number): Promise<boolean> {
    const kept = await this.#scribe.write({ entry: 'forget' });
    if (kept && !isForgotten(this.record)) this.flag('forgotten', 'The caller asked to be forgotten.', atMs);
    this.forgetting ||= kept;
    return kept;
  }

  flag(kind: CallFlag['kind'], text: string, atMs: number): void {
    const flag = { kind, text: redactCards(text), atMs };
    this.record.flags.push(flag);
    void this.#scribe.write({ entry: 'flag', flag });
  }

  tool(use: ToolUse): void {
    this.record.tools.push(use);
    void this.#scribe.write({ entry: 'tool', use });
  }

  /** A transfer that begins; `transferEnded` says how it went. */
  transfer(begun: TransferAttempt): void {
    const attempt = redactTexts(begun);
    this.record.transfers.push(attempt);
    void this.#scribe.write({ entry: 'transfer', attempt });
  }

  transferEnded(outcome: TransferAttempt['outcome']): void {
    const attempt = this.record.transfers.at(-1);
    if (!attempt) return;
    attempt.outcome = outcome;
    void this.#scribe.write({ entry: 'transfer-ended', outcome });
  }

  use(usage: Partial<Usage>): void {
    this.record.usage = addUsage(this.record.usage, usage);
  }

  ended(
    end: Pick<CallRecord, 'endReason' | 'endedAt' | 'durationMs' | 'costUsd' | 'language' | 'recorded'>,
  ): void {
    const { record } = this;
    // Whoever hung up on the way, or was cut off, was not put through.
    if (record.transfers.at(-1)?.outcome === 'connecting')
      this.transferEnded(end.endReason === 'transferred' ? 'accepted' : 'failed');
    Object.assign(record, end, { state: 'ended' });
    const { usage, costUsd, timings, language, recorded } = record;
    void this.#scribe.write({
      entry: 'ended',
      reason: end.endReason ?? 'internal-error',
      endedAt: end.endedAt ?? record.startedAt,
      durationMs: end.durationMs ?? 0,
      usage,
      costUsd,
      timings,
      language,
      recorded,
    });
  }

  /** Without card numbers; one that was read out in pieces goes from the earlier turns as well. */
  #watched(said: Turn): Turn {
    const { text, rewrites } = this.#cards.add(said.text);
    for (const rewrite of rewrites) {
      const earlier = this.#callerTurns[rewrite.index];
      if (!earlier) continue;
      earlier.text = rewrite.text;
      void this.#scribe.write({ entry: 'reworded', atMs: earlier.atMs, text: rewrite.text });
    }
    const turn = { ...said, text };
    this.#callerTurns.push(turn);
    return turn;
  }
}

import type {
  AnswerTiming,
  CallFlag,
  CallRecord,
  Incident,
  Intervention,
  ToolUse,
  Turn,
  Usage,
} from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { CallerMessage } from '../contracts/message.ts';
import type { TransferAttempt } from '../contracts/transfer.ts';
import { CardWatch, redactCards, redactTexts } from '../platform/redact.ts';
import { addUsage } from '../usage/add.ts';
import { addAnswer, endIncident, insertTurn, isForgotten, type JournalEntry, putMessage } from './record.ts';
import type { CallScribe } from './scribe.ts';

type Noted = Extract<ServerEvent, { type: 'call.noted' }>['noted'];

/** A line that breaks up all the time must not fill the record. */
const MOST_INCIDENTS = 200;

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

  /** All that the caller has said. */
  get callerWords(): string {
    const said = this.record.transcript.filter(({ role }) => role === 'caller');
    return said.map(({ text }) => text).join(' ');
  }

  began(): void {
    void this.#scribe.write({ entry: 'began', record: structuredClone(this.record) });
  }

  joined(): void {
    this.record.state = 'live';
    const { engine, timings } = this.record;
    void this.#scribe.write({ entry: 'joined', engine, timings: structuredClone(timings) });
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
    if (kept) {
      putMessage(this.record, message);
      this.#tellNoted(this.#lists());
    }
    return kept;
  }

  /** What the caller is dictating, kept as it is should the call end now; `null`: nothing any more. */
  dictated(given: CallerMessage | null): void {
    if (given === null && this.record.messages.every(({ confirmed }) => confirmed)) return;
    const message = given === null ? null : redactTexts({ ...given, confirmed: false });
    putMessage(this.record, message);
    this.#note(message === null ? { entry: 'message-dropped' } : { entry: 'message', message });
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
    this.#note({ entry: 'flag', flag });
  }

  tool(use: ToolUse): void {
    this.record.tools.push(use);
    this.#note({ entry: 'tool', use });
  }

  answered(answer: AnswerTiming): void {
    addAnswer(this.record, answer);
    void this.#scribe.write({ entry: 'answered', answer });
  }

  /** Something went wrong on the way. `lastedMs` is `null` where it has no length, or none yet: `incidentOver` tells it. */
  incident(kind: Incident['kind'], atMs: number, lastedMs: number | null = null): void {
    if (this.record.incidents.length >= MOST_INCIDENTS) return;
    const incident = { kind, atMs: Math.max(0, atMs), lastedMs };
    this.record.incidents.push(incident);
    this.#note({ entry: 'incident', incident: { ...incident } });
  }

  incidentOver(kind: Incident['kind'], lastedMs: number): void {
    if (endIncident(this.record, kind, lastedMs)) this.#note({ entry: 'incident-over', kind, lastedMs });
  }

  /** What the operator did. */
  intervention(kind: Intervention['kind'], atMs: number, text: string | null = null): void {
    const intervention = { kind, atMs, text: text === null ? null : redactCards(text) };
    this.record.interventions.push(intervention);
    this.#note({ entry: 'intervention', intervention });
  }

  /** A transfer that begins; `transferEnded` says how it went. */
  transfer(begun: TransferAttempt): void {
    const attempt = redactTexts(begun);
    this.record.transfers.push(attempt);
    this.#note({ entry: 'transfer', attempt: { ...attempt } });
  }

  transferEnded(outcome: TransferAttempt['outcome']): void {
    const attempt = this.record.transfers.at(-1);
    if (!attempt) return;
    attempt.outcome = outcome;
    this.#note({ entry: 'transfer-ended', outcome });
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

  /** Writes an entry, and tells of what is noted up to it once that can't be lost any more. */
  #note(entry: JournalEntry): void {
    const lists = this.#lists();
    void this.#scribe.write(entry).then((kept) => {
      if (kept) this.#tellNoted(lists);
    });
  }

  /** As they are now: what is noted later may not be durable when these are. */
  #lists(): Omit<Noted, 'messages'> {
    const { flags, tools, transfers, incidents, interventions } = this.record;
    return {
      flags: [...flags],
      tools: [...tools],
      transfers: transfers.map((attempt) => ({ ...attempt })),
      incidents: incidents.map((one) => ({ ...one })),
      interventions: [...interventions],
    };
  }

  #tellNoted(lists: Omit<Noted, 'messages'>): void {
    const { callSid, tenantId, messages, state } = this.record;
    if (state === 'ended') return;
    this.#publish({ type: 'call.noted', callSid, tenantId, noted: { ...lists, messages: [...messages] } });
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

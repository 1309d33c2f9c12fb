import type { LinkEvent } from '../../../server/call/model-link/link-parts.ts';
import { isLocalItem } from '../../../server/call/model-link/local-voice.ts';
import { ModelLink } from '../../../server/call/model-link.ts';
import { payloadMs } from '../../../server/contracts/mulaw.ts';
import type { ModelEvent, PastTurn } from '../../../server/model/engine.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';
import { aSpec } from '../../model/openai/harness.ts';
import { type ScriptedConversation, ScriptedEngine } from '../../scripted-engine.ts';

const TICK_MS = 100;
/** A line spoken locally lasts so long for each of its letters. */
const MS_PER_LETTER = 50;

export const speechOf = (ms: number): string => Buffer.alloc(ms * 8, 0x10).toString('base64');
export const quiet = (ms: number): string => Buffer.alloc(ms * 8, 0xff).toString('base64');

/** A link between scripted engines and a call that plays what it hears, on a clock that the test moves. */
export class LinkedCall {
  readonly clock = new ManualClock();
  readonly engine = new ScriptedEngine('openai');
  readonly standIn = new ScriptedEngine('offline');
  readonly events: { atMs: number; event: LinkEvent }[] = [];
  readonly failures: string[] = [];
  readonly readies: string[] = [];
  readonly switches: string[] = [];
  /** As the record would have it. */
  readonly turns: PastTurn[] = [];
  /** How long the local voice takes, and whether it works. */
  speechMs = 0;
  speechWorks = true;
  readonly link: ModelLink;
  #playedUntilMs = 0;

  constructor() {
    this.link = new ModelLink({
      clock: this.clock,
      logger: createLogger({ level: 'silent' }),
      engine: this.engine,
      standIn: this.standIn,
      spec: aSpec(),
      speech: { speak: (text) => this.#speak(text) },
      history: () => [...this.turns],
      told: () => '',
      onTrouble: () => {},
      listener: (event) => this.#hear(event),
      onReady: (id) => void this.readies.push(id),
      onFailed: (failure) => void this.failures.push(failure),
      onSwitched: (id) => void this.switches.push(id),
    });
  }

  /** Moves time on, tick by tick, as a session does. */
  async run(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= TICK_MS) {
      this.clock.advance(Math.min(TICK_MS, left));
      await this.settle();
      this.link.tick(this.sounding);
      await this.settle();
    }
  }

  /** Lets what was promised come about. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  }

  get sounding(): boolean {
    return this.clock.monotonic() < this.#playedUntilMs;
  }

  /** A call whose engine is there and has greeted. */
  async underWay(): Promise<ScriptedConversation> {
    this.link.greet('Hello.');
    this.engine.last.emit({ type: 'ready' });
    this.link.joined();
    this.engine.last.speak('greeting-item', 'Hello.', speechOf(200));
    await this.run(1_000);
    this.events.length = 0;
    return this.engine.last;
  }

  /** The caller has said something, and the engine knows it. */
  asks(text: string, conversation = this.engine.last): void {
    conversation.emit({ type: 'speech-started', utteranceId: text });
    conversation.emit({ type: 'speech-stopped' });
    conversation.emit({ type: 'caller-text', utteranceId: text, text, final: true });
  }

  drop(
    conversation = this.engine.last,
    failure: Extract<ModelEvent, { type: 'failed' }>['failure'] = 'dropped',
  ) {
    conversation.emit({ type: 'failed', failure, message: 'gone' });
  }

  of<T extends LinkEvent['type']>(type: T): Extract<LinkEvent, { type: T }>[] {
    return this.events
      .map(({ event }) => event)
      .filter((event): event is Extract<LinkEvent, { type: T }> => event.type === type);
  }

  /** Lines that were spoken locally, with when their sound came. */
  get local(): { atMs: number; text: string }[] {
    return this.events.flatMap(({ atMs, event }) =>
      event.type === 'agent-text' && isLocalItem(event.itemId) ? [{ atMs, text: event.text }] : [],
    );
  }

  async #speak(text: string): Promise<Uint8Array> {
    if (this.speechMs > 0) await new Promise<void>((resolve) => this.clock.after(this.speechMs, resolve));
    if (!this.speechWorks) throw new Error('The voice is broken.');
    return new Uint8Array(text.length * MS_PER_LETTER * 8).fill(0x20);
  }

  #hear(event: LinkEvent): void {
    const nowMs = this.clock.monotonic();
    this.events.push({ atMs: nowMs, event });
    if (event.type === 'audio')
      this.#playedUntilMs = Math.max(nowMs, this.#playedUntilMs) + payloadMs(event.payload);
    if (event.type === 'agent-text' && event.final) this.turns.push({ role: 'agent', text: event.text });
    if (event.type === 'caller-text' && event.final) this.turns.push({ role: 'caller', text: event.text });
  }
}

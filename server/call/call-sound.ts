import { CallRecorder } from './recorder.ts';
import type { TalkLinks } from './talk-links.ts';

type SoundLinks = Pick<TalkLinks, 'keeper' | 'leg' | 'live' | 'log' | 'parts' | 'plan' | 'scope'>;

/** Where the sound of one call goes besides its model: to the caller, into the recording, to those who listen in. */
export class CallSound {
  readonly #links: SoundLinks;
  #recorder: CallRecorder | null = null;

  constructor(links: SoundLinks) {
    this.#links = links;
  }

  /** A stream has joined. */
  joined(nowMs: number): void {
    if (this.#recorder) this.#recorder.resumed(nowMs);
    else if (this.#links.plan.settings.recording.on) this.#recorder = this.#record(nowMs);
  }

  /** The stream has gone; another may come. */
  left(nowMs: number): void {
    this.#recorder?.parked(nowMs);
    this.#links.live.clear();
  }

  caller(payload: string): void {
    this.#recorder?.caller(payload, this.#links.parts.clock.monotonic());
    this.#links.live.caller(payload);
  }

  agent(payload: string): void {
    this.#send(payload);
    this.#links.live.agent(payload);
  }

  /** A person speaks in the agent's place. In the recording it is the agent's side. */
  operator(payload: string): void {
    this.#send(payload);
  }

  mark(name: string): void {
    this.#links.leg()?.sendMark(name);
  }

  /** Drops what the caller has not heard yet. */
  clear(): void {
    this.#links.leg()?.clear();
    this.#recorder?.cleared(this.#links.parts.clock.monotonic());
    this.#links.live.clear();
  }

  tick(nowMs: number): void {
    this.#recorder?.tick(nowMs);
  }

  /** Resolves with whether a recording was kept. Never rejects. */
  async close(): Promise<boolean> {
    return (await this.#recorder?.close()) != null;
  }

  #record(startMs: number): CallRecorder {
    const { keeper, log, parts, scope } = this.#links;
    return new CallRecorder({
      open: () => parts.openRecording(scope, keeper.record.callSid),
      onFailed: (reason) => log.error({ error: reason }, 'A call could not be recorded to its end'),
      startMs,
    });
  }

  #send(payload: string): void {
    this.#links.leg()?.sendAudio(payload);
    this.#recorder?.agent(payload, this.#links.parts.clock.monotonic());
  }
}

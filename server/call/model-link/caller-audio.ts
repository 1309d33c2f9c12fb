import { decodeMulaw, FRAME_MS } from '../../contracts/mulaw.ts';
import type { ModelEvent } from '../../model/engine.ts';

/** What the caller says while nobody hears it is kept so long. */
const KEPT_MS = 10_000;
/** An engine tells that speech has begun some time after its first sound. */
const BEFORE_START_MS = 700;
/** Loudness (root mean square of 16-bit samples) that no quiet line has. */
const LOUD = 500;
const LEAST_SPEECH_MS = 300;

/** The caller's sound as far as it is not known that an engine has understood it, to be given to the next one. */
export class CallerAudio {
  #payloads: string[] = [];
  #times: number[] = [];
  /** How many at the front are no longer needed. */
  #gone = 0;
  #neededFromMs = 0;
  /** All until then belongs to utterances that an engine has noticed. */
  #stoppedMs = 0;
  /** Utterances that were begun and whose words are not known. */
  readonly #open = new Set<string>();

  push(payload: string, nowMs: number): void {
    this.#payloads.push(payload);
    this.#times.push(nowMs);
    const fromMs = Math.max(this.#neededFromMs, nowMs - KEPT_MS);
    while ((this.#times[this.#gone] ?? nowMs) < fromMs) this.#gone += 1;
    if (this.#gone * 2 <= this.#payloads.length) return;
    this.#payloads = this.#payloads.slice(this.#gone);
    this.#times = this.#times.slice(this.#gone);
    this.#gone = 0;
  }

  /** Learns from an engine's events what it has understood. */
  hear(event: ModelEvent, nowMs: number, callerSpeaking: boolean): void {
    // One that has only begun, or has frozen, has understood nothing.
    if (event.type === 'ready' || event.type === 'stalled') return;
    if (event.type === 'speech-started') this.#open.add(event.utteranceId ?? '');
    else if (event.type === 'caller-text' && event.final) {
      this.#open.delete('');
      this.#open.delete(event.utteranceId);
    } else if (event.type === 'response-done' && event.status === 'completed' && !callerSpeaking)
      this.#open.clear();
    if (event.type === 'speech-stopped') this.#stoppedMs = nowMs;
    if (this.#open.size === 0) this.#neededFromMs = Math.max(this.#stoppedMs, nowMs - BEFORE_START_MS);
  }

  /** Whether the caller has said something whose words are not known. */
  get unanswered(): boolean {
    return this.#open.size > 0;
  }

  /** Another engine has heard all that is needed. */
  replaced(): void {
    this.#open.clear();
  }

  /** What the next engine needs to hear, in order. */
  needed(): string[] {
    const from = this.#times.findIndex((ms, at) => at >= this.#gone && ms >= this.#neededFromMs);
    return from === -1 ? [] : this.#payloads.slice(from);
  }

  /** Whether that holds something as loud and as long as speech. */
  soundsSpoken(): boolean {
    const loud = this.needed().filter(isLoud).length;
    return loud * FRAME_MS >= LEAST_SPEECH_MS;
  }
}

function isLoud(payload: string): boolean {
  const samples = decodeMulaw(Buffer.from(payload, 'base64'));
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return energy > LOUD * LOUD * samples.length;
}

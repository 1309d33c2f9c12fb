import { decodeMulaw } from '../../server/contracts/mulaw.ts';

/** How loud voices were of late, from 0 to 1. */
export class VoiceLevels {
  readonly #peaks = new Map<number, number>();

  note(voice: number, mulaw: Uint8Array): void {
    let peak = this.#peaks.get(voice) ?? 0;
    for (const sample of decodeMulaw(mulaw)) peak = Math.max(peak, Math.abs(sample) / 32_768);
    this.#peaks.set(voice, peak);
  }

  /** The loudest of a voice since it was last asked for. */
  take(voice: number): number {
    const peak = this.#peaks.get(voice) ?? 0;
    this.#peaks.set(voice, 0);
    return peak;
  }
}

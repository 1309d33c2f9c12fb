import type { LinkParts } from './link-parts.ts';

/** Tells once that an engine has stalled, and once that this is over. */
export class Stall {
  readonly #tell: LinkParts['onTrouble'];
  #on = false;

  constructor(tell: LinkParts['onTrouble']) {
    this.#tell = tell;
  }

  begun(): void {
    if (!this.#on) this.#tell('stalled');
    this.#on = true;
  }

  over(): void {
    if (this.#on) this.#tell('over');
    this.#on = false;
  }
}

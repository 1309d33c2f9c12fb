import type { DialEnd } from '../carrier/protocol.ts';
import type { TransferDestination, TransferOutcome } from '../contracts/transfer.ts';
import type { Ids } from '../platform/ids.ts';

/** How a transfer ended. */
export type TransferEnd = Exclude<TransferOutcome, 'connecting'>;

/**
 * How far the called person has come: `told` has heard who calls and why, `silent` pressed nothing after that, as a
 * voicemail does; `answered` is as much as is known of a cold transfer whose phone was picked up.
 */
type Progress = 'dialling' | 'told' | 'accepted' | 'declined' | 'silent' | 'answered' | 'machine';

/** Somebody who is being dialled for a call. */
export interface OpenDial {
  readonly destination: TransferDestination;
  /** What the person is told. */
  readonly summary: string;
  /** Names the dial in what the carrier asks about it. */
  readonly token: string;
  progress: Progress;
}

/** Calls that the carrier never mentions again must not pile up. */
const MOST_OPEN = 10_000;

/**
 * Who is being dialled for which call. One dial at a time for each call, with a token that is good for that dial alone; the
 * first answer of the called person stands, whatever comes later.
 */
export class TransferDesk {
  readonly #ids: Ids;
  readonly #dials = new Map<string, OpenDial>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** Begins a dial. Carriers ask twice: while one is open for the call, that one is returned. */
  open(callSid: string, destination: TransferDestination, summary: string): OpenDial {
    const known = this.#dials.get(callSid);
    if (known) return known;
    const dial: OpenDial = { destination, summary, token: this.#ids.token(), progress: 'dialling' };
    this.#dials.set(callSid, dial);
    const oldest = this.#dials.keys().next().value;
    if (this.#dials.size > MOST_OPEN && oldest !== undefined) this.#dials.delete(oldest);
    return dial;
  }

  /** The open dial of that call, if this is its token. */
  find(callSid: string, token: string | null): OpenDial | undefined {
    const dial = this.#dials.get(callSid);
    return dial?.token === token ? dial : undefined;
  }

  /**
   * The dial of a call is over; its token is good for nothing more. Returns how it ended, `undefined` when none is open.
   * `end` is what the carrier says of it; `null` when the caller has gone.
   */
  close(callSid: string, end: DialEnd | null): TransferEnd | undefined {
    const dial = this.#dials.get(callSid);
    this.#dials.delete(callSid);
    return dial && endOf(dial, end);
  }
}

/** What the person did counts for more than what the carrier makes of it: a line that was "completed" proves no acceptance. */
function endOf({ destination, progress }: OpenDial, end: DialEnd | null): TransferEnd {
  switch (progress) {
    case 'accepted':
    case 'answered':
      return 'accepted';
    case 'silent':
    case 'machine':
      return 'voicemail';
    case 'declined':
      return 'declined';
    case 'told':
      return end === null ? 'no-answer' : 'declined';
    case 'dialling':
      if (end === 'completed') return destination.mode === 'cold' ? 'accepted' : 'failed';
      return end === 'busy' || end === 'failed' ? end : 'no-answer';
  }
}

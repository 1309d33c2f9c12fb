import type { LiveAudioToPanel, LiveCall } from '../../contracts/live.ts';
import { FRAME_BYTES, FRAME_MS } from '../../contracts/mulaw.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import { handedBackNote, whisperedNote } from '../../model/notes.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { CallPlan } from '../plan.ts';
import type { RecordKeeper } from '../record-keeper.ts';
import type { Talk } from '../talk.ts';
import { checkTransfer, reachableLabels, spokenSummary, type TransferCall } from '../transfer-rules.ts';
import { callSummaryFor } from './call-summary.ts';
import { LiveSound } from './live-sound.ts';
import { recalledBy } from './recalled.ts';
import { transferRefusal } from './transfer-refusal.ts';

/** A microphone that sends faster than time passes is cut short, so that what is said is never heard long after. */
const MOST_AHEAD_MS = 400;

/** One panel at a call. */
export interface LiveListener {
  /** One byte for the voice, then a frame of mu-law, in real time. */
  onFrame(frame: Uint8Array): void;
  onMessage(message: LiveAudioToPanel): void;
}

/** What a panel at a call can do. Acts throw `conflict` with why they can't be done now. */
export interface Seat {
  /** From now on this panel speaks in the agent's place. */
  takeOver(): void;
  /** The agent goes on. Nothing happens unless this panel speaks. */
  handBack(): void;
  /** A frame of the microphone. Nobody hears it unless this panel speaks. */
  speak(frame: Uint8Array): void;
  /** The panel has gone; if it spoke, the agent goes on. */
  leave(): void;
}

interface OperatorLinks {
  clock: Clock;
  keeper: RecordKeeper;
  tenant: Tenant;
  elapsedMs(): number;
  /** Who talks with the caller now, or why nobody does. */
  talk(): Talk | string;
  /** `null` while it is being made. */
  plan(): CallPlan | null;
}

/** What operators do in one call: listen, whisper, speak in the agent's place, put the caller through. */
export class Operators {
  readonly sound: LiveSound;
  readonly #links: OperatorLinks;
  readonly #listeners = new Set<LiveListener>();
  #speaker: LiveListener | null = null;
  /** What was whispered while an operator spoke, for the agent that comes back. */
  #told: string[] = [];
  /** When all that the speaker has said will have been heard. */
  #spokenUntilMs = 0;

  constructor(links: OperatorLinks) {
    this.#links = links;
    this.sound = new LiveSound(links.clock);
  }

  get takenOver(): boolean {
    return this.#speaker !== null;
  }

  /** As those who watch the call are shown it. */
  standing(): Pick<LiveCall, 'takenOver' | 'recalled' | 'destinations'> {
    const { clock, plan, talk } = this.#links;
    const call = this.#transferCall();
    const canLeave = call !== null && typeof talk() !== 'string';
    return {
      takenOver: this.takenOver,
      recalled: recalledBy(plan()),
      destinations: canLeave ? reachableLabels(call, clock.now()) : [],
    };
  }

  /** A panel listens from now on. */
  listen(listener: LiveListener): Seat {
    const onFrame = (frame: Uint8Array): void => listener.onFrame(frame);
    const stop = this.sound.listen(onFrame);
    // Several panels at once are one listening.
    if (this.#listeners.size === 0) this.#note('listened');
    this.#listeners.add(listener);
    if (this.takenOver) listener.onMessage({ type: 'taken-over', byYou: false });
    return {
      takeOver: () => this.#takeOver(listener),
      handBack: () => this.#handBack(listener),
      speak: (frame) => this.#speak(listener, frame, onFrame),
      leave: () => {
        if (!this.#listeners.delete(listener)) return;
        stop();
        this.#handBack(listener);
      },
    };
  }

  /** Tells the agent something that the caller does not hear. Throws `conflict` when that is too late. */
  whisper(text: string): void {
    const talk = this.#talk();
    if (this.takenOver) this.#told.push(text);
    else refuse(talk.whisper(whisperedNote(text)));
    this.#note('whispered', text);
  }

  /**
   * Puts the caller through, who hears so. Throws `invalid` or `conflict` when that can't be done.
   * @param wanted `summary` is for the person who is rung; made from the call when absent
   */
  transfer({ label, summary }: { label: string; summary?: string | undefined }): void {
    const { clock, keeper, plan } = this.#links;
    const talk = this.#talk();
    const call = this.#transferCall();
    if (!call) return;
    const { destination, problem } = checkTransfer(label, call, clock.now());
    if (problem !== null) throw transferRefusal(problem, label);
    const name = keeper.givenName ?? plan()?.memory?.profile.name ?? null;
    const told = summary || callSummaryFor(keeper.record, name);
    refuse(talk.putThrough({ destination, summary: spokenSummary(told) }));
    this.#note('transferred', destination.label);
  }

  /** The call goes on without the operator who speaks, if one does; the agent is told nothing. */
  release(): void {
    this.#giveBack(null);
  }

  /** The call is over. */
  ended(): void {
    this.#speaker = null;
    for (const listener of this.#listeners) listener.onMessage({ type: 'ended' });
  }

  #takeOver(listener: LiveListener): void {
    if (this.#speaker === listener) return;
    if (this.takenOver)
      throw new AppError('conflict', 'Another operator is speaking with the caller already.');
    refuse(this.#talk().stepAside());
    this.#speaker = listener;
    this.#told = [];
    this.#spokenUntilMs = 0;
    this.#note('taken-over');
    for (const one of this.#listeners) one.onMessage({ type: 'taken-over', byYou: one === listener });
  }

  #handBack(listener: LiveListener): void {
    if (this.#speaker === listener)
      this.#giveBack(handedBackNote(this.#told.length > 0 ? this.#told.join(' ') : null));
  }

  #giveBack(note: string | null): void {
    if (!this.takenOver) return;
    this.#speaker = null;
    this.#note('handed-back');
    const talk = this.#links.talk();
    if (typeof talk !== 'string') talk.comeBack(note);
    for (const one of this.#listeners) one.onMessage({ type: 'handed-back' });
  }

  #speak(listener: LiveListener, frame: Uint8Array, own: (frame: Uint8Array) => void): void {
    if (this.#speaker !== listener || frame.length !== FRAME_BYTES) return;
    const nowMs = this.#links.clock.monotonic();
    if (this.#spokenUntilMs - nowMs > MOST_AHEAD_MS) return;
    this.#spokenUntilMs = Math.max(this.#spokenUntilMs, nowMs) + FRAME_MS;
    const talk = this.#links.talk();
    if (typeof talk === 'string') return;
    talk.speak(Buffer.from(frame).toString('base64'));
    this.sound.operator(frame, own);
  }

  #transferCall(): TransferCall | null {
    const { keeper, plan, tenant } = this.#links;
    const settings = plan()?.settings;
    return settings ? { settings, tenant, record: keeper.record } : null;
  }

  #talk(): Talk {
    const talk = this.#links.talk();
    if (typeof talk === 'string') throw new AppError('conflict', talk);
    return talk;
  }

  #note(kind: 'listened' | 'whispered' | 'taken-over' | 'handed-back' | 'transferred', text?: string): void {
    const { elapsedMs, keeper } = this.#links;
    keeper.intervention(kind, elapsedMs(), text);
  }
}

function refuse(reason: string | null): void {
  if (reason !== null) throw new AppError('conflict', reason);
}

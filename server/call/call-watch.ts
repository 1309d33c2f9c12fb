import { lineWords } from '../agent/line-words.ts';
import type { CallFlag, EndReason } from '../contracts/call.ts';
import { capReachedNote, timeIsShortNote } from '../model/notes.ts';
import { LimitWatch, type Standing } from './limits.ts';
import { Parting } from './parting.ts';
import { type LineNow, SilenceWatch } from './silence-watch.ts';

/** What the watch has the call do. */
export type WatchAction =
  | { do: 'prompt'; note: string }
  | { do: 'say'; words: string }
  | { do: 'dismiss'; words: string; cause: EndReason }
  /** Nothing more is to be said. */
  | { do: 'end'; cause: EndReason }
  | { do: 'flag'; kind: CallFlag['kind']; text: string };

/** How the talk stands now. */
export interface TalkState {
  nowMs: number;
  /** Neither speaks nor is about to, and no tool is at work. */
  quiet: boolean;
  /** The engine asks silent callers by itself. */
  engineMindsSilence: boolean;
  /** Tag of the language that is spoken. */
  language: string;
}

const LIMIT_CHECK_MS = 1_000;

/** Watches one call for what neither caller nor model minds: silence, limits, and a call that is over but not ended. */
export class CallWatch {
  readonly #standing: () => Standing;
  readonly #limits = new LimitWatch();
  readonly #parting = new Parting();
  readonly #silenceSeconds: number;
  #silence: SilenceWatch | null = null;
  #checkedMs = Number.NEGATIVE_INFINITY;
  #warned = false;

  constructor(silenceSeconds: number, standing: () => Standing) {
    this.#silenceSeconds = silenceSeconds;
    this.#standing = standing;
  }

  /** A stream has joined. */
  joined(nowMs: number): void {
    this.#silence = new SilenceWatch(this.#silenceSeconds, nowMs);
  }

  /** The caller gave a sign of life. */
  heard(nowMs: number): void {
    this.#silence?.heard(nowMs);
  }

  agentSaid(text: string): void {
    this.#parting.agentSaid(text);
  }

  callerSaid(text: string): void {
    this.#parting.callerSaid(text);
  }

  /** To be called about ten times a second while a stream is joined. */
  tick({ nowMs, quiet, engineMindsSilence, language }: TalkState): WatchAction[] {
    if (this.#parting.tick(nowMs, quiet)) return [{ do: 'end', cause: 'agent-hung-up' }];
    return [
      ...this.#checkLimits(nowMs, language),
      ...this.#mindSilence({ nowMs, isBusy: !quiet || engineMindsSilence, language }),
    ];
  }

  #mindSilence(line: LineNow): WatchAction[] {
    const due = this.#silence?.look(line);
    if (!due) return [];
    if (due.step === 'ask') return [{ do: 'say', words: due.words }];
    return [{ do: 'dismiss', words: due.words, cause: 'silent' }];
  }

  #checkLimits(nowMs: number, language: string): WatchAction[] {
    if (nowMs - this.#checkedMs < LIMIT_CHECK_MS) return [];
    this.#checkedMs = nowMs;
    const verdict = this.#limits.check(this.#standing());
    if (verdict.verdict === 'fine') {
      this.#warned = false;
      return [];
    }
    if (verdict.verdict === 'end')
      return [{ do: 'dismiss', words: lineWords(language).limitReached, cause: 'cap-reached' }];
    if (this.#warned) return [];
    this.#warned = true;
    const isOfThisCall = verdict.limit.includes('call');
    return [
      { do: 'flag', kind: 'cap-reached', text: `The limit ${verdict.limit} was reached.` },
      { do: 'prompt', note: isOfThisCall ? timeIsShortNote() : capReachedNote() },
    ];
  }
}

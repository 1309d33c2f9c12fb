import type { Clock, Timer } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ConversationSpec, ModelConversation, ModelEvent } from '../engine.ts';
import { readNote } from '../notes.ts';
import { CallerEar } from './caller-ear.ts';
import { step } from './dialog/dialog.ts';
import { dictatedIn } from './dialog/errand.ts';
import { type DialogSetting, settingFor } from './dialog/setting.ts';
import type { DialogAction, DialogInput, DialogState, ToolName } from './dialog/state.ts';
import { resumeDialog } from './dialog/takeover.ts';
import { written } from './dialog/written.ts';
import type { Expectation } from './hearing/grammar.ts';
import type { Ear } from './hearing/hearing.ts';
import type { StreamedSpeech } from './speech/local-speech.ts';
import { readToolAnswer } from './tool-answer.ts';
import { VoiceOut } from './voice.ts';

/** How long a caller may be silent after the agent has been heard, where the spec does not say. */
const SILENCE_MS = 9000;
/** The same in the middle of a number. */
const MID_NUMBER_MS = 3000;
/** Stands in a transcript for words that could not be made out. */
const UNCLEAR = '[unclear]';

const EXPECTED: Record<DialogState['expects'], Expectation> = {
  anything: 'anything',
  name: 'name',
  message: 'message',
  reason: 'message',
  times: 'times',
  'own-number': 'yes-no',
  number: 'number',
  'number-right': 'number',
  confirmation: 'yes-no',
  part: 'yes-no',
  offer: 'yes-no',
  forget: 'yes-no',
  more: 'yes-no',
  destination: 'anything',
  transfer: 'anything',
};

interface Answer {
  stopped: boolean;
}

interface Options {
  spec: ConversationSpec;
  listener: (event: ModelEvent) => void;
  speech: StreamedSpeech;
  ear: Ear;
  clock: Clock;
  logger: Logger;
  onClose: () => void;
}

/** One call with the offline receptionist: carries words and sound between the caller and the dialog. */
export class OfflineConversation implements ModelConversation {
  readonly #options: Options;
  readonly #setting: DialogSetting;
  readonly #voice: VoiceOut;
  readonly #hearing: CallerEar;
  #dialog: DialogState;
  #ready = false;
  #closed = false;
  #held: string[] = [];
  #callerSpeaking = false;
  /** Words of an utterance after which the caller went on speaking before they were answered. */
  #unanswered: string[] = [];
  /** The answer being made, and with it those that wait to be made. */
  #answer: Answer | null = null;
  readonly #pending = new Set<Answer>();
  #answers: Promise<void> = Promise.resolve();
  #silence: Timer | null = null;
  #calls = 0;
  /** Tools that have not answered yet. */
  readonly #atWork = new Map<string, ToolName>();
  #leaving = false;
  /** What the caller had dictated to another engine. */
  readonly #earlierWords: string | null;
  /** What was told last of what the caller dictates, as JSON. */
  #dictated = 'null';

  constructor(options: Options) {
    const { spec, speech, clock, ear } = options;
    this.#options = options;
    this.#setting = settingFor(spec);
    this.#dialog = resumeDialog(this.#setting, spec.callerName, spec.history);
    this.#earlierWords = this.#dialog.message;
    this.#voice = new VoiceOut({
      speech,
      voice: spec.offlineVoice,
      clock,
      emit: (event) => this.#emit(event),
    });
    this.#hearing = new CallerEar({
      ear,
      expectation: () => EXPECTED[this.#dialog.expects],
      listener: {
        onStart: (utteranceId) => this.#onSpeechStart(utteranceId),
        onStop: () => {
          this.#callerSpeaking = false;
          this.#emit({ type: 'speech-stopped' });
        },
        onText: (utteranceId, text, problem) => this.#guard(() => this.#onSpoken(utteranceId, text, problem)),
      },
    });
    queueMicrotask(() => this.#guard(() => this.#start()));
  }

  appendAudio(payload: string): void {
    if (this.#closed) return;
    if (this.#ready) this.#guard(() => this.#hearing.push(Buffer.from(payload, 'base64')));
    else this.#held.push(payload);
  }

  appendText(text: string): void {
    this.#stopAnswer();
    this.#input({ type: 'heard', text });
  }

  appendDigit(digit: string): void {
    this.#stopAnswer();
    this.#input({ type: 'digit', digit });
  }

  say(text: string): void {
    this.#answerWith([{ type: 'say', text }]);
    this.#input({ type: 'said', text });
  }

  prompt(note: string): void {
    this.#input({ type: 'note', note: readNote(note) });
  }

  noteSaid(_itemId: string, text: string): void {
    this.#voice.playedElsewhere(text);
    this.#input({ type: 'said', text });
  }

  truncate(itemId: string): void {
    if (itemId === this.#voice.latestItemId) this.#stopAnswer();
    else this.#voice.cutShort();
  }

  cancel(): void {
    this.#stopAnswer();
  }

  toolResult(callId: string, output: unknown): void {
    const name = this.#atWork.get(callId);
    if (!name) return;
    this.#atWork.delete(callId);
    const answer = readToolAnswer(output);
    if (name === 'end_call' && answer.result === 'refused') this.#leaving = false;
    this.#input({ type: 'tool-done', name, answer });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopAnswer();
    this.#silence?.cancel();
    this.#held = [];
    this.#options.onClose();
  }

  #start(): void {
    if (this.#closed) return;
    this.#ready = true;
    this.#emit({ type: 'ready' });
    for (const payload of this.#held.splice(0)) this.#hearing.push(Buffer.from(payload, 'base64'));
  }

  #onSpeechStart(utteranceId: string): void {
    this.#callerSpeaking = true;
    this.#silence?.cancel();
    this.#emit({ type: 'speech-started', utteranceId });
    this.#stopAnswer();
  }

  #onSpoken(utteranceId: string, words: string | null, problem: unknown): void {
    if (this.#closed) return;
    if (problem !== undefined) {
      this.#options.logger.warn({ err: problem }, 'A caller could not be heard for a technical reason');
      this.#emit({ type: 'warning', code: 'hearing-failed', message: messageOf(problem) });
    }
    const { names } = this.#options.spec.facts;
    const text = words === null ? null : written(words, names, this.#dialog.expects === 'name');
    this.#emit({ type: 'caller-text', utteranceId, text: text ?? UNCLEAR, final: true });
    if (text !== null) this.#unanswered.push(text);
    if (this.#callerSpeaking) return;
    const all = this.#unanswered.splice(0).join(' ');
    this.#input(all ? { type: 'heard', text: all } : { type: 'unclear' });
  }

  #input(input: DialogInput): void {
    if (this.#closed) return;
    this.#guard(() => {
      const { state, actions } = step(this.#setting, this.#dialog, input);
      if (EXPECTED[state.expects] !== EXPECTED[this.#dialog.expects])
        void this.#options.ear.prepare(EXPECTED[state.expects]);
      this.#dialog = state;
      this.#tellDictated();
      if (actions.length > 0) this.#answerWith(actions);
      else this.#awaitCaller();
    });
  }

  /** What the caller dictates, at once: the call may end at any time. Words that are to be put right still count. */
  #tellDictated(): void {
    const words = dictatedIn(this.#setting, this.#dialog);
    if (words === null && this.#dialog.errand !== null) return;
    const message = words && { ...words, earlier: words.text === this.#earlierWords };
    const told = JSON.stringify(message);
    if (told === this.#dictated) return;
    this.#dictated = told;
    this.#emit({ type: 'dictated', message });
  }

  /** Makes an answer once those before it are made. */
  #answerWith(actions: DialogAction[]): void {
    if (this.#closed) return;
    const answer: Answer = { stopped: false };
    this.#pending.add(answer);
    this.#silence?.cancel();
    this.#answers = this.#answers
      .then(() => this.#perform(actions, answer))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#pending.delete(answer));
  }

  async #perform(actions: DialogAction[], answer: Answer): Promise<void> {
    if (this.#closed || answer.stopped) return;
    this.#answer = answer;
    this.#emit({ type: 'response-started' });
    for (const action of actions) {
      if (action.type === 'tool') this.#callTool(action);
      else await this.#voice.say(action.text, answer);
      if (answer.stopped) return;
    }
    this.#answer = null;
    this.#emit({ type: 'response-done', status: 'completed' });
    this.#awaitCaller();
  }

  #callTool({ name, arguments: args }: DialogAction & { type: 'tool' }): void {
    this.#calls += 1;
    const callId = `offline-call-${this.#calls}`;
    this.#atWork.set(callId, name);
    if (name === 'end_call') this.#leaving = true;
    this.#emit({ type: 'tool-call', callId, name, arguments: args });
  }

  #stopAnswer(): void {
    this.#voice.cutShort();
    for (const answer of this.#pending) answer.stopped = true;
    if (!this.#answer) return;
    this.#answer = null;
    this.#emit({ type: 'response-done', status: 'cancelled' });
  }

  /** Gives the caller time to speak, from when all has been heard. */
  #awaitCaller(): void {
    this.#silence?.cancel();
    if (this.#closed || this.#callerSpeaking || this.#leaving || this.#answer) return;
    const { silenceMs = SILENCE_MS } = this.#options.spec;
    const waitMs = this.#voice.remainingMs + (this.#dialog.digits ? MID_NUMBER_MS : silenceMs);
    this.#silence = this.#options.clock.after(waitMs, () => this.#input({ type: 'silence' }));
  }

  #emit(event: ModelEvent): void {
    if (!this.#closed) this.#options.listener(event);
  }

  /** Whatever goes wrong in one conversation ends that one only. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#options.logger.error({ err: error }, 'An offline conversation failed');
    const message = 'The offline receptionist failed in this call. The log says why.';
    this.#silence?.cancel();
    this.#closed = true;
    this.#options.onClose();
    this.#options.listener({ type: 'failed', failure: 'internal', message });
  }
}

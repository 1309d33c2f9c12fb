import { END_CALL } from '../../agent/tools.ts';
import { NO_USAGE, type Usage } from '../../contracts/call.ts';
import type { ConversationSpec, ModelConversation, ModelEngine, ModelEvent } from '../../model/engine.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { addUsage } from '../../usage/add.ts';

/** From a line to the end of its answer, opening the conversation included. */
const LONGEST_ANSWER_MS = 30_000;
/** After its tools have answered, an engine that need not go on does so at once, or does not. */
const GOES_ON_MS = 250;

export interface RehearsedAnswer {
  /** All that was said, in its order. */
  text: string;
  /** Names of the tools that were asked for, in their order. None was run. */
  tools: string[];
  /** Mu-law, 8 kHz; empty where the engine gave none. */
  sound: Uint8Array;
}

interface RehearsalLinks {
  engine: ModelEngine;
  spec: ConversationSpec;
  clock: Clock;
  /** What the model is told in place of a tool's answer. */
  toolAnswer(name: string): unknown;
}

interface Making {
  texts: Map<string, string>;
  sound: Buffer[];
  tools: string[];
  /** Tools that wait for the end of the response that asked for them, so that all are answered at once. */
  asked: { callId: string; name: string }[];
  late: Timer;
  goesOn: Timer | null;
  resolve(answer: RehearsedAnswer): void;
  reject(error: AppError): void;
}

/**
 * A conversation that no caller hears: lines go in as text, answers come out as text and sound, tools are not run. One line
 * at a time.
 */
export class RehearsalTalk {
  readonly #links: RehearsalLinks;
  readonly #conversation: ModelConversation;
  #usage: Usage = NO_USAGE;
  #making: Making | null = null;
  /** Why it is over. */
  #over: AppError | null = null;

  constructor(links: RehearsalLinks) {
    this.#links = links;
    this.#conversation = links.engine.open(links.spec, (event) => this.#on(event));
  }

  /** All that was used up to now. */
  get usage(): Usage {
    return this.#usage;
  }

  /** Tells the agent that it has said this. */
  noteSaid(text: string): void {
    this.#conversation.noteSaid('rehearsed', text);
  }

  /** Has these words said. Rejects as `answer` does. */
  say(text: string): Promise<RehearsedAnswer> {
    return this.#make(() => this.#conversation.say(text));
  }

  /**
   * The answer to a caller's line. Rejects with `upstream-failed` when the model fails or takes longer than half a minute,
   * and with `unavailable` once it was closed.
   */
  answer(line: string): Promise<RehearsedAnswer> {
    return this.#make(() => this.#conversation.appendText(line));
  }

  /** Ends it; an answer that is being made is given up. Idempotent. */
  close(): void {
    this.#end(new AppError('unavailable', 'It was stopped before its end.'));
  }

  #make(begin: () => void): Promise<RehearsedAnswer> {
    if (this.#over) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => {
      const late = this.#links.clock.after(LONGEST_ANSWER_MS, () =>
        this.#end(
          new AppError('upstream-failed', 'The model did not answer in time. Try again in a moment.'),
        ),
      );
      const nothing = { texts: new Map(), sound: [], tools: [], asked: [], goesOn: null };
      this.#making = { ...nothing, late, resolve, reject };
      begin();
    });
  }

  #on(event: ModelEvent): void {
    if (event.type === 'usage') this.#usage = addUsage(this.#usage, event.usage);
    if (event.type === 'failed') this.#end(new AppError('upstream-failed', event.message));
    const making = this.#making;
    if (!making) return;
    if (event.type === 'agent-text') making.texts.set(event.itemId, event.text);
    if (event.type === 'audio') making.sound.push(Buffer.from(event.payload, 'base64'));
    if (event.type === 'response-started') making.goesOn?.cancel();
    if (event.type === 'tool-call') {
      making.tools.push(event.name);
      making.asked.push(event);
    }
    if (event.type === 'response-done') this.#responseDone(making, event.status);
  }

  #responseDone(making: Making, status: Extract<ModelEvent, { type: 'response-done' }>['status']): void {
    if (status === 'failed') {
      this.#end(
        new AppError('upstream-failed', 'The model could not make an answer. Try again in a moment.'),
      );
      return;
    }
    const { clock, engine, toolAnswer } = this.#links;
    // The line stays open until it is closed here.
    const goesOn = making.asked.some(({ name }) => name !== END_CALL.name);
    if (goesOn && !engine.capabilities.answersTools)
      making.goesOn = clock.after(GOES_ON_MS, () => this.#finish(making));
    for (const { callId, name } of making.asked.splice(0))
      this.#conversation.toolResult(callId, name === END_CALL.name ? null : toolAnswer(name));
    if (!goesOn) this.#finish(making);
  }

  #finish(making: Making): void {
    this.#letGo(making);
    const text = [...making.texts.values()].map((words) => words.trim()).join(' ');
    making.resolve({ text: text.trim(), tools: making.tools, sound: Buffer.concat(making.sound) });
  }

  #end(reason: AppError): void {
    if (this.#over) return;
    this.#over = reason;
    this.#conversation.close();
    const making = this.#making;
    if (!making) return;
    this.#letGo(making);
    making.reject(reason);
  }

  #letGo(making: Making): void {
    making.late.cancel();
    making.goesOn?.cancel();
    this.#making = null;
  }
}

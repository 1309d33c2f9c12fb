import type { ModelEvent } from '../../model/engine.ts';
import { answerFailedNote, takenOverNote } from '../../model/notes.ts';
import { Watchdog } from '../watchdog.ts';
import type { Attachment } from './attachment.ts';
import { CallerAudio } from './caller-audio.ts';
import { ToolMemory } from './tool-memory.ts';
import { type SpokenEvent, UnfinishedItems } from './unfinished-items.ts';

/** So soon after the caller's sound was given to another conversation, a beginning of speech was heard before. */
const RETOLD_MS = 1_500;

/** Something the agent was asked for by code, until it was answered. */
interface Request {
  kind: 'say' | 'prompt';
  text: string;
  state: 'asked' | 'begun' | 'sounded';
}

/** What was told a conversation that is not there yet. `recorded`: one that is opened later knows it from its history. */
interface Wish {
  recorded(): boolean;
  act(attachment: Attachment): void;
}

/** What the call wants of its agent, whichever conversation that is: what was asked for, what is owed, what was done. */
export class Agenda {
  readonly watchdog = new Watchdog();
  readonly audio = new CallerAudio();
  readonly tools: ToolMemory;
  readonly unfinished = new UnfinishedItems();
  #request: Request | null = null;
  #wishes: Wish[] = [];
  #retoldUntilMs = 0;

  /** @param tools what was done before, for a call that goes on */
  constructor(tools = new ToolMemory()) {
    this.tools = tools;
  }

  /** Whether the agent is to speak next. */
  get owed(): boolean {
    return this.watchdog.waiting || this.#request !== null || this.audio.unanswered;
  }

  ask(kind: Request['kind'], text: string, attachment: Attachment | null): void {
    this.#request = { kind, text, state: 'asked' };
    this.watchdog.asked();
    if (attachment) put(attachment, this.#request);
  }

  /** The last answer failed: asks for it once more. */
  askAgain(attachment: Attachment): void {
    this.watchdog.asked();
    if (this.#request) put(attachment, this.#request);
    else attachment.conversation.prompt(answerFailedNote());
  }

  wish(wish: Wish, attachment: Attachment | null): void {
    if (attachment) wish.act(attachment);
    if (!attachment?.ready) this.#wishes.push(wish);
  }

  /** What was asked for is no longer wanted. Returns the words that will not be said. */
  drop(): string | null {
    const words = this.#request?.kind === 'say' ? this.#request.text : null;
    this.#request = null;
    this.watchdog.cancelled();
    return words;
  }

  /** Learns from an event. False when the call need not hear of it. */
  hear(event: ModelEvent, generation: number, nowMs: number): boolean {
    const request = this.#request;
    this.watchdog.hear(event);
    this.audio.hear(event, nowMs, this.watchdog.callerSpeaking);
    this.unfinished.hear(event);
    if (event.type === 'tool-call') this.tools.called(event, generation);
    else if (event.type === 'response-started' && request?.state === 'asked') request.state = 'begun';
    else if (event.type === 'audio' && request?.state === 'begun') request.state = 'sounded';
    else if (event.type === 'response-done' && event.status === 'completed' && request?.state !== 'asked')
      this.#request = null;
    else if (event.type === 'speech-started' && nowMs < this.#retoldUntilMs) {
      this.#retoldUntilMs = 0;
      return false;
    }
    return true;
  }

  /** The conversation that was resumed is there. */
  ready(nowMs: number): void {
    this.#wishes = [];
    this.audio.replaced();
    if (this.#retoldUntilMs > 0) this.#retoldUntilMs = nowMs + RETOLD_MS;
  }

  /** The conversation is gone. Returns the events that end what it was saying. */
  lost(): SpokenEvent[] {
    // An answer that was broken off is owed as much as one that was not begun.
    if (this.unfinished.any) this.watchdog.asked();
    return this.unfinished.end();
  }

  /** Has another conversation go on from where the call is. `alone`: tools that are at work will not be heard of. */
  resume(attachment: Attachment, nowMs: number, alone: boolean): void {
    this.#wishes = this.#wishes.filter((wish) => !wish.recorded());
    for (const wish of this.#wishes) wish.act(attachment);
    const request = this.#request;
    const { unanswered } = this.audio;
    if (request && (request.kind === 'prompt' || request.state !== 'sounded')) {
      request.state = 'asked';
      put(attachment, request);
    } else if (this.watchdog.waiting && !unanswered && (alone || !this.tools.running))
      attachment.conversation.prompt(takenOverNote());
    if (unanswered) this.#retoldUntilMs = nowMs + RETOLD_MS;
    for (const payload of this.audio.needed()) attachment.conversation.appendAudio(payload);
    this.watchdog.replaced();
    if (attachment.ready) this.ready(nowMs);
  }
}

function put({ conversation }: Attachment, { kind, text }: Request): void {
  if (kind === 'say') conversation.say(text);
  else conversation.prompt(text);
}

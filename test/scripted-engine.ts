import type { ConversationSpec, ModelConversation, ModelEngine, ModelEvent } from '../server/model/engine.ts';

/** One conversation as a test sees it: what it was told, and a way to make it speak. */
export class ScriptedConversation implements ModelConversation {
  readonly spec: ConversationSpec;
  readonly heard: string[] = [];
  readonly said: string[] = [];
  readonly prompted: string[] = [];
  readonly noted: { itemId: string; text: string }[] = [];
  readonly truncated: { itemId: string; heardMs: number; heardText: string }[] = [];
  readonly typed: string[] = [];
  readonly digits: string[] = [];
  readonly results = new Map<string, unknown>();
  cancelled = 0;
  closed = 0;
  readonly emit: (event: ModelEvent) => void;

  constructor(spec: ConversationSpec, emit: (event: ModelEvent) => void) {
    this.spec = spec;
    this.emit = emit;
  }

  appendAudio(payload: string): void {
    this.heard.push(payload);
  }
  appendText(text: string): void {
    this.typed.push(text);
  }
  appendDigit(digit: string): void {
    this.digits.push(digit);
  }
  say(text: string): void {
    this.said.push(text);
  }
  prompt(note: string): void {
    this.prompted.push(note);
  }
  noteSaid(itemId: string, text: string): void {
    this.noted.push({ itemId, text });
  }
  truncate(itemId: string, heardMs: number, heardText: string): void {
    this.truncated.push({ itemId, heardMs, heardText });
  }
  cancel(): void {
    this.cancelled += 1;
  }
  toolResult(callId: string, output: unknown): void {
    this.results.set(callId, output);
  }
  close(): void {
    this.closed += 1;
  }

  /** A whole spoken answer. */
  speak(itemId: string, text: string, payload: string): void {
    this.emit({ type: 'response-started' });
    this.emit({ type: 'agent-text', itemId, text, final: true });
    this.emit({ type: 'audio', itemId, payload });
    this.emit({ type: 'audio-done', itemId });
    this.emit({ type: 'response-done', status: 'completed' });
  }
}

/** An engine that does only what the test has it do. */
export class ScriptedEngine implements ModelEngine {
  readonly id: ModelEngine['id'];
  readonly capabilities = {
    reportsSpeechStart: true,
    truncates: true,
    mindsSilence: false,
    answersTools: true,
  };
  readonly conversations: ScriptedConversation[] = [];

  constructor(id: ModelEngine['id'] = 'openai') {
    this.id = id;
  }

  open(spec: ConversationSpec, listener: (event: ModelEvent) => void): ModelConversation {
    const conversation = new ScriptedConversation(spec, listener);
    this.conversations.push(conversation);
    return conversation;
  }

  voiceKey({ voice }: Pick<ConversationSpec, 'voice'>): string {
    return `${this.id}:${voice}`;
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  /** The conversation opened last. */
  get last(): ScriptedConversation {
    const last = this.conversations.at(-1);
    if (!last) throw new Error('No conversation was opened.');
    return last;
  }
}

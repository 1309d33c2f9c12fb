import { z } from 'zod';
import type { CallRecord } from '../contracts/call.ts';
import { callerMessage } from '../contracts/message.ts';
import type { ModelConversation, ModelEvent } from '../model/engine.ts';
import type { Logger } from '../platform/logger.ts';
import type { CallScribe } from './scribe.ts';

/** What a tool asks the call to do. */
export type ToolEffect =
  | { effect: 'hang-up' }
  | { effect: 'message'; name: string | null; text: string }
  | { effect: 'name'; name: string }
  | { effect: 'refused'; reason: string };

const name = z.string().trim().min(1).max(120);
const takeMessage = z.object({ name: name.nullish(), message: z.string().trim().min(1).max(2_000) });
const rememberName = z.object({ name });

/** Checks what the model wants done. Authority sits here: the model only proposes. */
export function decideTool(tool: string, args: unknown): ToolEffect {
  if (tool === 'end_call') return { effect: 'hang-up' };
  if (tool === 'take_message') {
    const parsed = takeMessage.safeParse(args);
    if (!parsed.success)
      return { effect: 'refused', reason: 'The message is missing. Ask for it and call again.' };
    return { effect: 'message', name: parsed.data.name ?? null, text: parsed.data.message };
  }
  if (tool === 'remember_name') {
    const parsed = rememberName.safeParse(args);
    if (!parsed.success)
      return { effect: 'refused', reason: 'The name is missing. Ask for it and call again.' };
    return { effect: 'name', name: parsed.data.name };
  }
  return { effect: 'refused', reason: `There is no tool called ${tool}.` };
}

/** Carries out one call's tools, each tool call once. */
export class ToolDesk {
  /** A name the caller gave. */
  givenName: string | null = null;

  readonly #record: CallRecord;
  readonly #scribe: CallScribe;
  readonly #log: Logger;
  readonly #handled = new Set<string>();

  constructor(record: CallRecord, scribe: CallScribe, logger: Logger) {
    this.#record = record;
    this.#scribe = scribe;
    this.#log = logger;
  }

  /** Answers the model through `conversation`. Returns `hang-up` when the call is to end after the last words. */
  handle(
    event: Extract<ModelEvent, { type: 'tool-call' }>,
    conversation: ModelConversation,
    atMs: number,
  ): 'hang-up' | 'go-on' {
    if (this.#handled.has(event.callId)) return 'go-on';
    this.#handled.add(event.callId);
    const decision = decideTool(event.name, event.arguments);
    this.#log.info({ callSid: this.#record.callSid, effect: decision.effect }, 'The agent used a tool');
    switch (decision.effect) {
      case 'hang-up':
        conversation.toolResult(event.callId, null);
        return 'hang-up';
      case 'message':
        if (decision.name) this.#takeName(decision.name);
        this.#takeMessage(
          event.callId,
          {
            ...callerMessage.parse({ name: decision.name, text: decision.text, atMs }),
          },
          conversation,
        );
        return 'go-on';
      case 'name':
        this.#takeName(decision.name);
        conversation.toolResult(event.callId, { remembered: true });
        return 'go-on';
      case 'refused':
        conversation.toolResult(event.callId, { error: decision.reason });
        return 'go-on';
    }
  }

  #takeName(name: string): void {
    this.givenName = name;
    void this.#scribe.write({ entry: 'name', name });
  }

  /** The model may say that the message is taken only once it can't be lost any more. */
  #takeMessage(
    callId: string,
    message: CallRecord['messages'][number],
    conversation: ModelConversation,
  ): void {
    void this.#scribe.write({ entry: 'message', message }).then((kept) => {
      if (kept) this.#record.messages.push(message);
      const failure = {
        error: 'The message could not be stored. Apologise and ask the caller to ring again.',
      };
      conversation.toolResult(callId, kept ? { taken: true } : failure);
    });
  }
}

import type { Usage } from '../contracts/call.ts';
import type { OfflineVoice, Voice } from '../contracts/voices.ts';

/** A tool the model may call. Code decides what it does. */
export interface ToolSpec {
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;
}

/** What a conversation needs to know about the business besides its instructions; the offline engine answers from it. */
export interface BusinessFacts {
  businessName: string;
  agentName: string;
  hours: string;
  address: string;
  /** Names that callers may say: the tenant's contact, agent, known caller. */
  names: string[];
  /** `false` outside the opening hours, when `closedWords` say so. */
  open: boolean;
  closedWords: string;
  /** Labels of the people and teams a caller can be put through to now. */
  destinations: string[];
  /** Questions with their answers, which may be said word for word. */
  answers: { question: string; answer: string }[];
  /** Appointments can be asked for. */
  appointments: boolean;
  /** E.164 with `+`; `null` when withheld. */
  callerNumber: string | null;
}

/** Something already said in the call, for an engine that takes it over. */
export interface PastTurn {
  role: 'caller' | 'agent';
  text: string;
}

export interface ConversationSpec {
  instructions: string;
  voice: Voice;
  offlineVoice: OfflineVoice;
  /** Language tag the agent begins in. */
  language: string;
  /** Further languages the caller may speak. */
  languages: string[];
  tools: ToolSpec[];
  facts: BusinessFacts;
  /** What was said before this conversation was opened; empty at the start of a call. */
  history: PastTurn[];
  /** Name of the caller, where remembered. */
  callerName: string | null;
  /** How long a caller may be silent before being asked, for an engine that minds silence; its own choice when absent. */
  silenceMs?: number;
}

/** What an engine can do beyond the level of the call. */
export interface EngineCapabilities {
  /** It tells when the caller starts to speak. */
  reportsSpeechStart: boolean;
  /** It can be told how much of an item was heard. */
  truncates: boolean;
  /** It asks silent callers by itself whether they are there, and lets them go. */
  mindsSilence: boolean;
  /** It goes on by itself once its tools have answered, with anything but `null`. */
  answersTools: boolean;
}

export type ModelFailure = 'refused' | 'quota' | 'unreachable' | 'dropped' | 'expired' | 'internal';

/** What a caller has dictated so far, as a message or as the wish for an appointment, and not confirmed yet. */
export interface Dictated {
  kind: 'message' | 'appointment';
  name: string | null;
  text: string;
  urgency: 'low' | 'normal' | 'urgent';
  /** As it was said and read back, or the caller's own; `null`: not agreed yet, or none is wanted. */
  callbackNumber: string | null;
  noCallBack: boolean;
  preferredTimes: string[];
  /** All of its words come from `history`. */
  earlier: boolean;
}

export type ModelEvent =
  /** Configured; held caller audio has been passed on. Once. */
  | { type: 'ready' }
  /** Agent audio: base64 mu-law. `itemId` names the spoken item it belongs to. */
  | { type: 'audio'; itemId: string; payload: string }
  /** No more audio of this item follows. */
  | { type: 'audio-done'; itemId: string }
  /** Words of an item as they become known, before or after their audio; `text` is all of it so far. */
  | { type: 'agent-text'; itemId: string; text: string; final: boolean }
  /** `utteranceId`, where the engine already knows it, is the one its `caller-text` will carry. */
  | { type: 'speech-started'; utteranceId?: string }
  | { type: 'speech-stopped' }
  /** What the caller said. `utteranceId` is the same from draft to final; drafts hold all of it so far. */
  | { type: 'caller-text'; utteranceId: string; text: string; final: boolean }
  /** The agent is making up an answer, or has finished it. */
  | { type: 'response-started' }
  | { type: 'response-done'; status: 'completed' | 'cancelled' | 'failed' | 'incomplete' }
  | { type: 'tool-call'; callId: string; name: string; arguments: unknown }
  /** To be kept, should the call end now; `null`: the caller has confirmed it, or does not want it any more. */
  | { type: 'dictated'; message: Dictated | null }
  /** Used since the last `usage` event, not a total. */
  | { type: 'usage'; usage: Partial<Usage> }
  /** A refusal of one request; the conversation goes on. */
  | { type: 'warning'; code: string; message: string }
  /** The engine has told nothing for a while, not even when it was asked whether it is there. It may recover. */
  | { type: 'stalled' }
  /** The conversation is over, unless `close` was called. Once, last. */
  | { type: 'failed'; failure: ModelFailure; message: string };

/**
 * One conversation. Never throws from these methods; what goes wrong comes as an event. Events come in order, never
 * from inside a method call made by the listener's owner before `open` has returned.
 */
export interface ModelConversation {
  /** Caller audio, base64 mu-law. Before `ready` it is held and passed on later, so that no syllable is lost. */
  appendAudio(payload: string): void;
  /** What the caller typed; the model answers it. */
  appendText(text: string): void;
  /** A key the caller pressed. */
  appendDigit(digit: string): void;
  /** Tells the agent something that the caller does not hear, as a fact, and has it answer to that. */
  prompt(note: string): void;
  /**
   * Has the agent say exactly this now. Its audio comes as events, all of it under `itemId`s that a first
   * `agent-text` or `audio` event names.
   */
  say(text: string): void;
  /** Tells the model that the agent has just said this (played from elsewhere under `itemId`). */
  noteSaid(itemId: string, text: string): void;
  /**
   * The caller interrupted: of this item only `heardMs` of audio were heard, and the text as far as it can be told. Also
   * for items of `noteSaid`. Engines that do not truncate ignore it. Further audio of the item is not sent.
   */
  truncate(itemId: string, heardMs: number, heardText: string): void;
  /** Stops the answer being made, if any. */
  cancel(): void;
  toolResult(callId: string, output: unknown): void;
  /** Idempotent. No event follows. */
  close(): void;
}

/** Answers calls. */
export interface ModelEngine {
  readonly id: 'openai' | 'offline';
  readonly capabilities: EngineCapabilities;
  /** Returns at once; connecting goes on behind it. */
  open(spec: ConversationSpec, listener: (event: ModelEvent) => void): ModelConversation;
  /** Identifies how this engine would sound with that spec: engine, models, voice. Part of the greeting cache's key. */
  voiceKey(spec: Pick<ConversationSpec, 'voice' | 'offlineVoice' | 'language'>): string;
  /** Ends workers and sockets. */
  shutdown(): Promise<void>;
}

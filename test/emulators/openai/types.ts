import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../../server/platform/clock.ts';

/** One line of the conversation as the model knows it. */
export interface HistoryLine {
  role: 'user' | 'assistant' | 'system' | 'tool-call' | 'tool-output';
  text: string;
}

/** What the brain gets to see when it has to answer. */
export interface Question {
  /** Words of the caller's last turn; empty when the response was asked for by `response.create`. */
  transcript: string;
  /** Of this response, where given, else of the session. */
  instructions: string;
  history: HistoryLine[];
  /** Names of the tools it may call. */
  tools: string[];
}

export interface Reply {
  text?: string;
  toolCall?: { name: string; arguments: unknown };
}

export interface EmulatorOptions {
  /** The one key that is let in. */
  apiKey?: string;
  /** Realtime models that exist. */
  realtimeModels?: string[];
  speechModels?: string[];
  transcriptionModels?: string[];
  textModels?: string[];
  /** Hears an utterance of 16-bit samples at 8 kHz. */
  transcribe?: (samples: Int16Array) => string | Promise<string>;
  respond?: (question: Question) => Reply | Promise<Reply>;
  /** Speaks as mu-law at 8 kHz. By default a tone that differs by voice, 60 ms for each character. */
  speak?: (text: string, voice: string) => Uint8Array | Promise<Uint8Array>;
  /** Fills in what a `/responses` request asks for; gets the input's text. */
  read?: (input: string) => unknown;
  /** How much audio one delta holds. */
  chunkMs?: number;
  /** How many times faster than real time audio is made. */
  speed?: number;
  clock?: Clock;
}

export type Settled = Required<EmulatorOptions>;

/** An event of either side. Loose on purpose: the emulator must also take and record what is wrong. */
export type WireEvent = { type: string } & Record<string, unknown>;

export interface RestRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** What the emulator does wrong on demand; each stays until changed. */
export interface Faults {
  /** Status, and code if it is named, that every upgrade is refused with. */
  refuseUpgrade: number | { status: number; code: string } | null;
  /** Sockets are accepted, and nothing is ever said. */
  blackhole: boolean;
  /** So many of the next responses fail with this code. */
  failResponses: { code: string; times: number } | null;
  /** Status and error code for REST paths, such as `/audio/speech`. */
  rest: Map<string, { status: number; code: string }>;
}

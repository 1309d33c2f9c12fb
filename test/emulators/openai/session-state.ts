import type { SessionFields } from './client-events.ts';
import type { VadSettings } from './vad.ts';

type Audio = NonNullable<SessionFields['audio']>;

export interface SessionState {
  type: 'realtime';
  model: string;
  output_modalities: ('audio' | 'text')[];
  instructions: string;
  tools: NonNullable<SessionFields['tools']>;
  tool_choice: NonNullable<SessionFields['tool_choice']>;
  audio: { input: NonNullable<Audio['input']>; output: NonNullable<Audio['output']> };
}

/** A session before it is configured, with the formats and switches that the real one starts with. */
export function initialState(model: string): SessionState {
  return {
    type: 'realtime',
    model,
    output_modalities: ['audio'],
    instructions: 'You are a helpful assistant.',
    tools: [],
    tool_choice: 'auto',
    audio: {
      input: {
        format: { type: 'audio/pcm', rate: 24000 },
        transcription: null,
        noise_reduction: null,
        turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
      },
      output: { format: { type: 'audio/pcm', rate: 24000 }, voice: 'marin', speed: 1 },
    },
  };
}

/** Only what an update names changes. */
export function updated(state: SessionState, fields: SessionFields): SessionState {
  const { audio, ...others } = fields;
  return {
    ...state,
    ...others,
    model: state.model,
    audio: {
      input: { ...state.audio.input, ...audio?.input },
      output: { ...state.audio.output, ...audio?.output },
    },
  };
}

/** How turns are found, with the documented defaults; `null` when the client commits turns itself. */
export function vadSettings(state: SessionState): VadSettings | null {
  const detection = state.audio.input.turn_detection;
  if (!detection) return null;
  if (detection.type === 'semantic_vad')
    return { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 500 };
  return {
    threshold: detection.threshold ?? 0.5,
    prefixPaddingMs: detection.prefix_padding_ms ?? 300,
    silenceDurationMs: detection.silence_duration_ms ?? 500,
  };
}

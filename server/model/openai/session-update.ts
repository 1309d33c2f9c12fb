import type {
  AudioTranscription,
  RealtimeSessionCreateRequest,
  SessionUpdateEvent,
} from 'openai/resources/realtime/realtime';
import { SPEECH_VOICES, type Voice } from '../../contracts/voices.ts';
import type { ConversationSpec } from '../engine.ts';
import type { OpenAiSettings } from './settings.ts';

const MULAW = { type: 'audio/pcmu' } as const;

/** True for voices that only text-to-speech has: the session then answers in text. */
export function isSpeechVoice(voice: Voice): boolean {
  const voices: readonly string[] = SPEECH_VOICES;
  return voices.includes(voice);
}

/** Transcription models that refuse a list of languages and take one. */
const ONE_LANGUAGE = /^(whisper|gpt-4o|gpt-realtime-whisper)/;

/**
 * Which languages to expect, as ISO 639-1; none where one of them only has a code of three letters, or the model can be
 * told of one alone: a wrong hint is worse than none.
 */
function transcription(model: string, tags: readonly string[]): AudioTranscription {
  const codes = [...new Set(tags.map((tag) => (tag.split('-')[0] ?? '').toLowerCase()))];
  const [first] = codes;
  if (first === undefined || codes.some((code) => code.length !== 2)) return { model };
  if (!ONE_LANGUAGE.test(model)) return { model, languages: codes };
  return codes.length === 1 ? { model, language: first } : { model };
}

/** The one configuration of a session: mu-law both ways, turns found and interrupted by the server. */
export function sessionUpdate(
  spec: ConversationSpec,
  settings: OpenAiSettings,
  eventId: string,
): SessionUpdateEvent {
  const inText = isSpeechVoice(spec.voice);
  const session: RealtimeSessionCreateRequest = {
    type: 'realtime',
    output_modalities: [inText ? 'text' : 'audio'],
    instructions: spec.instructions,
    audio: {
      input: {
        format: MULAW,
        transcription: transcription(settings.transcriptionModel, [spec.language, ...spec.languages]),
        turn_detection: {
          type: 'server_vad',
          threshold: 0.5,
          prefix_padding_ms: 300,
          silence_duration_ms: 500,
          create_response: true,
          interrupt_response: true,
        },
      },
      ...(inText ? {} : { output: { format: MULAW, voice: spec.voice } }),
    },
    tools: spec.tools.map((tool) => ({ type: 'function', ...tool })),
    tool_choice: 'auto',
    truncation: { type: 'retention_ratio', retention_ratio: 0.8 },
  };
  return { type: 'session.update', event_id: eventId, session };
}

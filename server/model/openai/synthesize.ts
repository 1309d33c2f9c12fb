import type { Voice } from '../../contracts/voices.ts';
import { openAiClient } from './client.ts';
import type { OpenAiSettings } from './settings.ts';
import type { Synthesize } from './speech-queue.ts';

/** Speaks through OpenAI text-to-speech, as 24 kHz PCM that streams while it is made. Rejects with the SDK's errors. */
export function openAiSpeech(settings: OpenAiSettings, voice: Voice): Synthesize {
  const client = openAiClient(settings);
  return async (text, signal) => {
    const response = await client.audio.speech.create(
      { model: settings.speechModel, voice, input: text, response_format: 'pcm' },
      // A second try would come too late for a caller who waits.
      { signal, maxRetries: 0 },
    );
    return response.body ?? emptyStream();
  };
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}

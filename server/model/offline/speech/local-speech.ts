import type { OfflineVoice } from '../../../contracts/voices.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import { workerUrl } from '../../../platform/worker-files.ts';
import type { LocalSpeech } from '../../speech.ts';
import { WorkerPool } from '../worker-pool.ts';
import { sentencesOf } from './speakable.ts';
import type { SpeechRequest } from './speech-worker.ts';

const JOB_TIMEOUT_MS = 20_000;

/** Speech that can also be had sentence by sentence. */
export interface StreamedSpeech extends LocalSpeech {
  /** Sentence by sentence, each as soon as it is made: mu-law, 8 kHz. Throws `unavailable` when a worker fails. */
  stream(text: string, voice: OfflineVoice): AsyncGenerator<Uint8Array>;
  /** Ends the threads. Idempotent. */
  close(): Promise<void>;
}

/** Speaks with flite in at most `threads` worker threads, which start when first needed. */
export function createLocalSpeech(options: {
  clock: Clock;
  logger: Logger;
  threads: number;
}): StreamedSpeech {
  const pool = new WorkerPool<SpeechRequest, Uint8Array>({
    ...options,
    url: workerUrl(import.meta.url, 'speech-worker.ts', 'speech-worker.js'),
    jobTimeoutMs: JOB_TIMEOUT_MS,
  });
  async function* stream(text: string, voice: OfflineVoice) {
    // One sentence at a time, so that a long text does not keep other calls waiting.
    for (const sentence of sentencesOf(text)) yield await pool.run({ text: sentence, voice });
  }
  return {
    stream,
    async speak(text, voice) {
      const parts: Uint8Array[] = [];
      for await (const part of stream(text, voice)) parts.push(part);
      return Buffer.concat(parts);
    },
    close: () => pool.close(),
  };
}

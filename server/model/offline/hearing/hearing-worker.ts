import { serveJobs } from '../worker-side.ts';
import { Recogniser, type Recognition } from './recogniser.ts';

export interface HearingRequest {
  /** One utterance, mu-law, 8 kHz. */
  audio: Uint8Array;
  /** JSGF. */
  grammar: string;
  /** Whether a yes or no has been asked for, so that one is expected. */
  shortExpected: boolean;
}

let recogniser = Recogniser.load();

serveJobs(async ({ audio, grammar, shortExpected }: HearingRequest): Promise<Recognition> => {
  try {
    return (await recogniser).recognise(audio, grammar, shortExpected);
  } catch (error) {
    // It may have stopped in the middle of an utterance, and would refuse the next one.
    recogniser = Recogniser.load();
    throw error;
  }
});

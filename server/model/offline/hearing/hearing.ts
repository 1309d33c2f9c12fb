import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import { workerUrl } from '../../../platform/worker-files.ts';
import type { BusinessFacts } from '../../engine.ts';
import { WorkerPool } from '../worker-pool.ts';
import { buildGrammars, type Expectation } from './grammar.ts';
import type { HearingRequest } from './hearing-worker.ts';
import type { Recognition } from './recogniser.ts';

const JOB_TIMEOUT_MS = 20_000;

/** Understands the callers of one conversation. */
export interface Ear {
  /** Gets ready for what the caller is expected to say next. Never rejects: what is wrong shows when it is needed. */
  prepare(expectation: Expectation): Promise<void>;
  /**
   * @param audio One utterance, mu-law, 8 kHz.
   * @returns Lower-case words, or `null` when they were none that are known. Rejects with `unavailable` when the worker
   * failed at it.
   */
  recognise(audio: Uint8Array, expectation: Expectation): Promise<string | null>;
}

export interface Hearing {
  /** An ear that knows the tenant's names. */
  ear(facts: BusinessFacts): Ear;
  /** Ends the threads. Idempotent. */
  close(): Promise<void>;
}

/**
 * Recognises speech in at most `threads` worker threads. Each job carries all that it needs, so calls that share a thread
 * share nothing; one call keeps to one thread, which then has its grammar loaded already.
 */
export function createHearing(options: { clock: Clock; logger: Logger; threads: number }): Hearing {
  const pool = new WorkerPool<HearingRequest, Recognition>({
    ...options,
    url: workerUrl(import.meta.url, 'hearing-worker.ts', 'hearing-worker.js'),
    jobTimeoutMs: JOB_TIMEOUT_MS,
  });
  let ears = 0;
  return {
    ear(facts) {
      const grammars = buildGrammars(facts);
      ears += 1;
      const pin = ears;
      const recognise = async (audio: Uint8Array, expectation: Expectation) => {
        const shortExpected = expectation === 'yes-no';
        const { text } = await pool.run({ audio, grammar: grammars[expectation], shortExpected }, pin);
        return text;
      };
      return {
        recognise,
        async prepare(expectation) {
          await recognise(new Uint8Array(0), expectation).catch(() => null);
        },
      };
    },
    close: () => pool.close(),
  };
}

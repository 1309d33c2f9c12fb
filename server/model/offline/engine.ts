import { availableParallelism } from 'node:os';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ConversationSpec, ModelEngine } from '../engine.ts';
import type { LocalSpeech } from '../speech.ts';
import { OfflineConversation } from './conversation.ts';
import { createHearing } from './hearing/hearing.ts';
import { createLocalSpeech } from './speech/local-speech.ts';

/** Bounded whatever the machine: each ear holds an acoustic model of its own, about 80 MB. */
const MOST_EARS = 4;
const MOST_VOICES = 2;

export interface OfflineEngineOptions {
  clock: Clock;
  logger: Logger;
  /** Most threads that hear, and that speak. By default what the machine has cores for. */
  hearingThreads?: number;
  speechThreads?: number;
}

/** The receptionist that needs neither key nor network: hears within a grammar, speaks with flite, answers by rule. */
export function createOfflineEngine(options: OfflineEngineOptions): ModelEngine & { speech: LocalSpeech } {
  const { clock, logger } = options;
  const cores = availableParallelism();
  const hearing = createHearing({
    clock,
    logger,
    threads: options.hearingThreads ?? Math.min(MOST_EARS, cores),
  });
  const speech = createLocalSpeech({
    clock,
    logger,
    threads: options.speechThreads ?? Math.min(MOST_VOICES, cores),
  });
  const open = new Set<OfflineConversation>();
  return {
    id: 'offline',
    capabilities: { reportsSpeechStart: true, truncates: true, mindsSilence: true, answersTools: false },
    speech,
    open(spec: ConversationSpec, listener) {
      const ear = hearing.ear(spec.facts);
      // Loads the model and this tenant's grammar while the greeting sounds.
      void ear.prepare('anything');
      const conversation: OfflineConversation = new OfflineConversation({
        spec,
        listener,
        speech,
        ear,
        clock,
        logger,
        onClose: () => open.delete(conversation),
      });
      open.add(conversation);
      return conversation;
    },
    voiceKey: ({ offlineVoice }) => `offline/flite/${offlineVoice}`,
    async shutdown() {
      for (const conversation of [...open]) conversation.close();
      await Promise.all([hearing.close(), speech.close()]);
    },
  };
}

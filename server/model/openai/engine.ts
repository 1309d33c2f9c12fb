import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ModelConversation, ModelEngine } from '../engine.ts';
import { stillborn } from '../stillborn.ts';
import { OpenAiConversation } from './conversation.ts';
import type { Failure } from './failures.ts';
import { isSpeechVoice } from './session-update.ts';
import { type OpenAiSettings, realtimeUrl } from './settings.ts';

interface Options {
  /** Asked for each conversation. */
  settings: () => OpenAiSettings;
  clock: Clock;
  logger: Logger;
}

/** Answers calls with OpenAI Realtime, or with anything that speaks its protocol at `baseUrl`. */
export function createOpenAiEngine({ settings, clock, logger }: Options): ModelEngine {
  const open = new Set<ModelConversation>();
  return {
    id: 'openai',
    capabilities: { reportsSpeechStart: true, truncates: true, mindsSilence: false, answersTools: true },
    open(spec, listener) {
      const current = settings();
      const problem = problemOf(current);
      if (problem) return stillborn(problem, listener);
      const conversation = new OpenAiConversation({
        spec,
        settings: current,
        clock,
        logger,
        listener,
        onOver: () => open.delete(conversation),
      });
      open.add(conversation);
      return conversation;
    },
    voiceKey({ voice, language }) {
      const { realtimeModel, speechModel } = settings();
      return ['openai', isSpeechVoice(voice) ? speechModel : realtimeModel, voice, language].join(':');
    },
    shutdown() {
      for (const conversation of [...open]) conversation.close();
      return Promise.resolve();
    },
  };
}

function problemOf(settings: OpenAiSettings): Failure | null {
  if (!settings.apiKey)
    return { failure: 'refused', message: 'There is no OpenAI key. Enter one in the settings.' };
  if (!/^[\x21-\x7e]+$/.test(settings.apiKey))
    return {
      failure: 'refused',
      message: 'The OpenAI key holds signs that no key has. Copy it again, whole.',
    };
  try {
    realtimeUrl(settings);
    return null;
  } catch (error) {
    return { failure: 'refused', message: `The OpenAI address is not a URL: ${messageOf(error)}.` };
  }
}

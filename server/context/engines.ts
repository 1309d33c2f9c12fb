import type { ModelEngine } from '../model/engine.ts';
import { createOfflineEngine } from '../model/offline/engine.ts';
import { createRuleReader } from '../model/offline/rule-reader.ts';
import { checkKey } from '../model/openai/check-key.ts';
import { openAiCheckSteps } from '../model/openai/check-steps.ts';
import { createOpenAiEngine } from '../model/openai/engine.ts';
import { createOpenAiReader } from '../model/openai/reader.ts';
import type { ApplianceSettings } from '../tenants/appliance-settings.ts';
import { createPricing } from '../usage/pricing.ts';
import type { Base } from './base.ts';

export type Engines = ReturnType<typeof wireEngines>;

export function wireEngines({ clock, logger }: Base, settings: ApplianceSettings) {
  const openAiSettings = () => {
    const { openaiBaseUrl: baseUrl, ...current } = settings.current();
    return { ...current, apiKey: settings.secret('OPENAI_API_KEY'), baseUrl };
  };
  const offline = createOfflineEngine({ clock, logger });
  // Ready before the first call needs it; what goes wrong here is told when a call meets it.
  void offline.speech.speak('Hello.', 'slt').catch(() => undefined);
  const openai = createOpenAiEngine({ settings: openAiSettings, clock, logger });
  const byId: Record<ModelEngine['id'], ModelEngine> = { offline, openai };
  return {
    offline,
    openAiReader: createOpenAiReader({ settings: openAiSettings, logger }),
    ruleReader: createRuleReader(),
    /** OpenAI as soon as there is a key, unless the settings say otherwise. */
    current(): ModelEngine {
      const chosen = settings.current().engine ?? (settings.secret('OPENAI_API_KEY') ? 'openai' : 'offline');
      return byId[chosen];
    },
    /** What is wrong with the key in use; `null` when it works or there is none. */
    problem: async () => (settings.secret('OPENAI_API_KEY') ? checkKey(openAiSettings()) : null),
    checkSteps: () => openAiCheckSteps(openAiSettings(), clock),
    pricing: createPricing(() => settings.current(), clock),
    async shutdown() {
      await openai.shutdown();
      await offline.shutdown();
    },
  };
}

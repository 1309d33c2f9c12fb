import { openAiClient } from './client.ts';
import { requestError } from './request-error.ts';
import type { OpenAiSettings } from './settings.ts';

const TIMEOUT_MS = 10_000;

export type KeyCheckSettings = OpenAiSettings & { summaryModel: string };

/**
 * Tries the key by listing its models. Resolves with a sentence on what is wrong, or `null` when the key works and may
 * use every model that is set. Never rejects.
 */
export async function checkKey(settings: KeyCheckSettings): Promise<string | null> {
  try {
    const page = await openAiClient(settings).models.list({ timeout: TIMEOUT_MS, maxRetries: 0 });
    const known = new Set(page.data.map((model) => model.id));
    const { realtimeModel, transcriptionModel, speechModel, summaryModel } = settings;
    const missing = [realtimeModel, transcriptionModel, speechModel, summaryModel].filter(
      (model) => !known.has(model),
    );
    if (missing.length === 0) return null;
    return `The key works, but it may not use ${missing.join(', ')}. Choose other models in the settings.`;
  } catch (error) {
    return requestError(error).message;
  }
}

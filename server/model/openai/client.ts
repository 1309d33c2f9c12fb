import OpenAI from 'openai';
import { AppError } from '../../platform/errors.ts';
import { type OpenAiSettings, restUrl } from './settings.ts';

/** The SDK with our key and address only: nothing of it comes from the environment. */
export function openAiClient(settings: Pick<OpenAiSettings, 'apiKey' | 'baseUrl'>): OpenAI {
  if (!settings.apiKey)
    throw new AppError('misconfigured', 'There is no OpenAI key. Enter one in the settings.');
  return new OpenAI({
    apiKey: settings.apiKey,
    adminAPIKey: null,
    baseURL: restUrl(settings),
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
  });
}

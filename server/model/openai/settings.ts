/** What the adapter needs to know, read anew for every conversation, so that a change in the panel is used at once. */
export interface OpenAiSettings {
  apiKey: string | undefined;
  /** Such as `https://api.openai.com/v1`; `null` means that one. */
  baseUrl: string | null;
  realtimeModel: string;
  transcriptionModel: string;
  speechModel: string;
}

const OPENAI_URL = 'https://api.openai.com/v1';

/** The REST base, without a slash at the end. */
export function restUrl(settings: Pick<OpenAiSettings, 'baseUrl'>): string {
  return (settings.baseUrl ?? OPENAI_URL).replace(/\/+$/, '');
}

/** The Realtime socket's URL: it follows the base URL, so `http:` gives `ws:`. Throws on a base that is no URL. */
export function realtimeUrl(settings: Pick<OpenAiSettings, 'baseUrl' | 'realtimeModel'>): string {
  const url = new URL(`${restUrl(settings)}/realtime`);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  url.searchParams.set('model', settings.realtimeModel);
  return url.href;
}

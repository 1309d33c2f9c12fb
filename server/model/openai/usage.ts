import type { Usage } from '../../contracts/call.ts';
import type { ResponseUsage } from './server-events.ts';

/** The figures of one response as this project counts them. Totals without details count as text. */
export function usageOf(response: ResponseUsage): Partial<Usage> {
  const input = response.input_token_details;
  const cached = input?.cached_tokens_details;
  const output = response.output_token_details;
  return {
    textInputTokens: input ? (input.text_tokens ?? 0) : (response.input_tokens ?? 0),
    audioInputTokens: input?.audio_tokens ?? 0,
    cachedTextInputTokens: cached?.text_tokens ?? 0,
    cachedAudioInputTokens: cached?.audio_tokens ?? 0,
    textOutputTokens: output ? (output.text_tokens ?? 0) : (response.output_tokens ?? 0),
    audioOutputTokens: output?.audio_tokens ?? 0,
  };
}

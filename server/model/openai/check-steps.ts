import { APIConnectionError, APIError } from 'openai';
import { z } from 'zod';
import { type Finding, failed, failedAs, type PlannedStep, passed } from '../../platform/checks.ts';
import type { Clock } from '../../platform/clock.ts';
import type { KeyCheckSettings } from './check-key.ts';
import { openAiClient } from './client.ts';
import { type Failure, failureOfCode, failureOfStatus } from './failures.ts';
import { requestError } from './request-error.ts';
import { realtimeUrl } from './settings.ts';
import { openSocket } from './socket.ts';

const TIMEOUT_MS = 10_000;
const MODELS_NAMED = 4;

const NEW_KEY = [
  'Open platform.openai.com and choose API keys.',
  'Create a new secret key and copy it whole.',
  'Enter it here in place of the old one.',
];
const TOP_UP = [
  'Open platform.openai.com and choose Settings, then Billing.',
  'Add credit, or raise the limit of the month.',
  'Wait a few minutes, then check again.',
];
const NETWORK = [
  'Check that this computer is online.',
  'Check that no firewall or proxy keeps it from api.openai.com on port 443.',
  'If an OpenAI address is set under OpenAI, check it, or empty it to use the usual one.',
];

/** Tries the key, the models of calls and of text-to-speech with real requests; they cost a fraction of a cent. */
export function openAiCheckSteps(settings: KeyCheckSettings, clock: Clock): PlannedStep[] {
  let known: string[] = [];
  const { realtimeModel, speechModel, transcriptionModel, summaryModel } = settings;
  const missing = (...models: string[]): Finding | null => {
    const unknown = models.filter((model) => !known.includes(model));
    return unknown.length === 0 ? null : noModel(unknown, known);
  };
  return [
    {
      id: 'key',
      title: 'OpenAI accepts the key',
      needed: true,
      async run() {
        if (!settings.apiKey)
          return failed('There is no OpenAI key.', NEW_KEY.slice(0, 2).concat('Enter it here.'));
        try {
          const page = await openAiClient(settings).models.list({ timeout: TIMEOUT_MS, maxRetries: 0 });
          known = page.data.map(({ id }) => id);
          return passed();
        } catch (error) {
          return explained(error);
        }
      },
    },
    {
      id: 'realtime',
      title: `The model for calls answers (${realtimeModel})`,
      needed: false,
      run: async () => missing(realtimeModel) ?? (await tryRealtime(settings, clock)),
    },
    {
      id: 'speech',
      title: `Text-to-speech speaks, and the account has credit (${speechModel})`,
      needed: false,
      run: async () => missing(speechModel) ?? (await trySpeech(settings)),
    },
    {
      id: 'models',
      title: 'The models that write down and sum up are there',
      needed: false,
      run: async () => missing(transcriptionModel, summaryModel) ?? passed(),
    },
  ];
}

function noModel(models: readonly string[], known: readonly string[]): Finding {
  const alike = known.filter((id) => models.some((model) => id.split('-')[1] === model.split('-')[1]));
  const named = alike.slice(0, MODELS_NAMED).join(', ');
  return failed(`This key may not use ${models.join(' and ')}, or there is no such model.`, [
    'Look at the models under OpenAI in the settings, and correct a name that is wrong.',
    named === ''
      ? 'At platform.openai.com, under Limits, see which models the project may use.'
      : `Among those that the key may use are ${named}.`,
  ]);
}

async function trySpeech(settings: KeyCheckSettings): Promise<Finding> {
  try {
    const answer = await openAiClient(settings).audio.speech.create(
      { model: settings.speechModel, voice: 'alloy', input: 'Hello.', response_format: 'pcm' },
      { timeout: TIMEOUT_MS, maxRetries: 0 },
    );
    const { byteLength } = await answer.arrayBuffer();
    return byteLength > 0 ? passed() : failedAs('OpenAI answered without sound. Try again in a minute.');
  } catch (error) {
    return explained(error);
  }
}

function explained(error: unknown): Finding {
  const { message } = requestError(error);
  if (error instanceof APIConnectionError) return failed('OpenAI can’t be reached.', NETWORK);
  if (!(error instanceof APIError) || error.status === undefined) return failedAs(message);
  return findingOf(failureOfCode(error.code ?? '') ?? failureOfStatus(error.status));
}

function findingOf({ failure, message }: Failure): Finding {
  const { problem } = failedAs(message);
  if (failure === 'quota') return failed(problem ?? message, TOP_UP);
  if (failure === 'refused' && message.includes('the key')) return failed(problem ?? message, NEW_KEY);
  if (failure === 'unreachable' || failure === 'dropped') return failed(problem ?? message, NETWORK);
  return failedAs(message);
}

const greeting = z.object({
  type: z.string(),
  error: z.object({ code: z.string().nullish() }).optional(),
});

/** Opens a conversation and closes it as soon as the other side has answered. */
function tryRealtime(settings: KeyCheckSettings, clock: Clock): Promise<Finding> {
  return new Promise((resolve) => {
    const end = (finding: Finding): void => {
      timer.cancel();
      socket.close();
      resolve(finding);
    };
    const timer = clock.after(TIMEOUT_MS, () =>
      end(failed('OpenAI Realtime did not answer in time.', NETWORK)),
    );
    const socket = openSocket({
      url: realtimeUrl(settings),
      apiKey: settings.apiKey ?? '',
      clock,
      onMessage(text) {
        const { data: event } = greeting.safeParse(JSON.parse(text));
        if (event?.type === 'session.created') end(passed());
        const failure = event?.type === 'error' ? failureOfCode(event.error?.code ?? '') : null;
        if (failure) end(findingOf(failure));
      },
      onEnd: (failure) => end(findingOf(failure)),
    });
  });
}

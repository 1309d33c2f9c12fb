import type {
  SecretName,
  Settings,
  SettingsPatch,
  SettingsView,
} from '../../../server/contracts/settings.ts';
import { valuesOf } from '../../ui/edits.ts';
import type { Mark } from '../tenants/section-nav.tsx';

/** The variable that wins over a setting. */
export const VARIABLE: Partial<Record<keyof Settings, string>> = {
  publicUrl: 'RINGHOUSE_PUBLIC_URL',
  ngrokDomain: 'NGROK_DOMAIN',
  twilioAccountSid: 'TWILIO_ACCOUNT_SID',
  twilioApiUrl: 'RINGHOUSE_TWILIO_API_URL',
  openaiBaseUrl: 'OPENAI_BASE_URL',
  engine: 'RINGHOUSE_ENGINE',
  realtimeModel: 'RINGHOUSE_MODEL',
};

export const SECRET_WORDS: Record<SecretName, { label: string; text: string; placeholder: string }> = {
  OPENAI_API_KEY: {
    label: 'OpenAI API key',
    text: 'For the voices of OpenAI Realtime. Without it the offline receptionist answers.',
    placeholder: 'sk-…',
  },
  TWILIO_AUTH_TOKEN: {
    label: 'Twilio auth token',
    text: 'Checks that a call really comes from Twilio, and points your numbers here.',
    placeholder: '32 characters from the Twilio console',
  },
  NGROK_AUTHTOKEN: {
    label: 'ngrok authtoken',
    text: 'Opens the public address that Twilio calls. Not needed with a domain of your own.',
    placeholder: 'From the ngrok dashboard',
  },
  SMTP_URL: {
    label: 'SMTP address of the mail server',
    text: 'Sends messages by e-mail. The address holds the account’s name and password.',
    placeholder: 'smtps://user:password@mail.example.com',
  },
};

/** Where a setting stands on the page. */
const PART: Record<keyof Settings, string> = {
  agencyName: 'agency',
  costOnStatements: 'agency',
  publicUrl: 'line',
  ngrokDomain: 'line',
  twilioAccountSid: 'twilio',
  twilioApiUrl: 'twilio',
  openaiBaseUrl: 'openai',
  engine: 'openai',
  realtimeModel: 'openai',
  transcriptionModel: 'openai',
  speechModel: 'openai',
  summaryModel: 'openai',
  mailFrom: 'mail',
  smsFrom: 'mail',
  alertEmail: 'notifications',
  caps: 'limits',
};

/** The parts of the page that hold changes, or refused ones. */
export function changedParts(edits: object, isWrong: (field: keyof Settings) => boolean): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  // The edits are of settings, so their keys are names of settings.
  for (const field of Object.keys(edits) as (keyof Settings)[])
    if (marks.get(PART[field]) !== 'wrong') marks.set(PART[field], isWrong(field) ? 'wrong' : 'changed');
  return marks;
}

/** The patch that takes another one back: with the values of before, or with none where the default held. */
export function settingsBefore({ settings, sources }: SettingsView, patch: SettingsPatch): SettingsPatch {
  const set = Object.entries(settings).filter(([field]) => sources[field] !== 'default');
  return valuesOf({ settings: Object.fromEntries(set) }, patch);
}

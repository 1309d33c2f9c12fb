import type { SecretName } from './settings.ts';

interface Cause {
  /** What is wrong, in words that hold for every alert of this cause: nothing of a tenant or a caller is in them. */
  summary: string;
  /** Where in the panel it is mended; `about` is what stands behind the cause in the key. */
  href(about: string): string;
  /** What the link there says. */
  action: string;
  /** Nothing tells when it is over, so the operator does. */
  endsByHand?: true;
}

const KEY_PLACES: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: '/settings/openai',
  TWILIO_AUTH_TOKEN: '/settings/twilio',
  NGROK_AUTHTOKEN: '/settings/line',
  SMTP_URL: '/settings/mail',
} satisfies Record<SecretName, string>;

/** Everything that alerts are raised about. */
const CAUSES = {
  disk: {
    summary: 'Nothing can be saved: the disk refuses.',
    href: () => '/settings/about',
    action: 'Look at the disk',
  },
  'disk-low': {
    summary: 'The disk is nearly full.',
    href: () => '/settings/about',
    action: 'See what takes room',
  },
  damage: {
    summary: 'A file of the data was damaged.',
    href: () => '/data',
    action: 'Restore a backup',
    endsByHand: true,
  },
  restore: {
    summary: 'The server could not start with restored data, and went on with the data from before.',
    href: () => '/data',
    action: 'Look at the backups',
    endsByHand: true,
  },
  forgotten: {
    summary: 'After a restore, callers who had been forgotten are back. Forget them again by hand.',
    href: (tenantId) => `/tenants/${tenantId}/callers`,
    action: 'See the callers',
    endsByHand: true,
  },
  'openai-key': {
    summary: 'OpenAI can’t be used with the key in the settings.',
    href: () => '/settings/openai',
    action: 'Check OpenAI',
  },
  model: {
    summary: 'The voice model failed, and the offline receptionist took over.',
    href: () => '/settings/openai',
    action: 'Check OpenAI',
  },
  tunnel: {
    summary: 'The public address failed, so no calls come in.',
    href: () => '/settings/line',
    action: 'Check the public address',
  },
  key: {
    summary: 'A key can no longer be opened. Enter it again.',
    href: (name) => KEY_PLACES[name] ?? '/settings',
    action: 'Enter it again',
  },
  undelivered: {
    summary: 'What a caller left could not be delivered. It waits in the inbox.',
    href: (about) => `/inbox?state=undelivered&tenant=${about.split(':')[0]}`,
    action: 'Open the inbox',
  },
  'tenant-secrets': {
    summary: 'Secrets of a tenant’s tools can no longer be opened. Enter them again.',
    href: (tenantId) => `/tenants/${tenantId}/tools`,
    action: 'Enter them again',
  },
  'alert-mail': {
    summary: 'Alerts could not be mailed.',
    href: () => '/settings/mail',
    action: 'Check the mail server',
  },
} satisfies Record<string, Cause>;

const BY_NAME: Readonly<Record<string, Cause>> = CAUSES;

export type AlertCause = keyof typeof CAUSES;
/** What makes two alerts one: their cause and, where there can be several of it, what it is about. */
export type AlertKey = AlertCause | `${AlertCause}:${string}`;

function parts(key: string): { cause: Cause | undefined; about: string } {
  const [name = '', ...about] = key.split(':');
  return { cause: BY_NAME[name], about: about.join(':') };
}

/** Where in the panel the cause of an alert is mended; `null` where that is not known. */
export function alertPlace(key: string): { href: string; action: string } | null {
  const { cause, about } = parts(key);
  return cause ? { href: cause.href(about), action: cause.action } : null;
}

/** Whether an alert stays open until the operator says that it is over. */
export const endsByHand = (key: string): boolean => parts(key).cause?.endsByHand ?? false;

/** What is wrong, in fixed words without anything of a tenant or a caller. */
export const alertSummary = (key: string): string => parts(key).cause?.summary ?? 'Something is wrong.';

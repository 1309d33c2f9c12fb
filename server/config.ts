import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SECRET_NAMES, type SecretName, type Settings, settings } from './contracts/settings.ts';
import { AppError } from './platform/errors.ts';

const port = z.coerce
  .number('use a number from 0 to 65535')
  .int('use a whole number')
  .min(0, 'use a number from 0 to 65535')
  .max(65_535, 'use a number from 0 to 65535');
const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'a key has only plain letters, digits and signs')
  .optional();
/** `host:port`, with commas between them. */
const privateHosts = z
  .string()
  .transform((value) =>
    value
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim()),
  )
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]+\]):[0-9]{1,5}$/,
          'write each as host:port, such as n8n.lan:5678, with commas between them',
        )
        .refine((entry) => URL.canParse(`http://${entry}`), 'one of them has a host or port that can’t be'),
    ),
  );
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Every variable that is read, as the process gives it. An empty one counts as absent. */
const environment = z.object({
  RINGHOUSE_DATA_DIR: z.string().optional(),
  RINGHOUSE_PUBLIC_PORT: port.default(5000),
  RINGHOUSE_CONTROL_PORT: port.default(5001),
  RINGHOUSE_CONTROL_TOKEN: z.string().optional(),
  RINGHOUSE_PUBLIC_URL: settings.shape.publicUrl.unwrap().optional(),
  RINGHOUSE_TWILIO_API_URL: settings.shape.twilioApiUrl.unwrap().optional(),
  RINGHOUSE_MODEL: settings.shape.realtimeModel.optional(),
  RINGHOUSE_ENGINE: settings.shape.engine.unwrap().optional(),
  RINGHOUSE_MAX_CALLS: z.coerce.number().int().min(1).max(1_000).default(50),
  RINGHOUSE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'use debug, info, warn, error or silent')
    .default('info'),
  RINGHOUSE_LOG_PERSONAL: flag.default(false),
  NGROK_DOMAIN: settings.shape.ngrokDomain.unwrap().optional(),
  TWILIO_ACCOUNT_SID: settings.shape.twilioAccountSid.unwrap().optional(),
  OPENAI_BASE_URL: settings.shape.openaiBaseUrl.unwrap().optional(),
  OPENAI_API_KEY: key,
  TWILIO_AUTH_TOKEN: key,
  NGROK_AUTHTOKEN: key,
  SMTP_URL: key,
  DATABASE_URL: z.string().optional(),
  RINGHOUSE_PRIVATE_HOSTS: privateHosts.default([]),
});

export interface Config {
  dataDir: string;
  publicPort: number;
  controlPort: number;
  controlToken: string | undefined;
  maxCalls: number;
  logLevel: string;
  logPersonal: boolean;
  /** `host:port` of services on private networks that tenants' tools and webhooks may reach. */
  privateHosts: string[];
  /** Settings fixed by the environment; they win over those of the panel. */
  settings: Partial<Settings>;
  /** Keys fixed by the environment. */
  secrets: Partial<Record<SecretName, string>>;
}

/** Where data is kept when nothing else is said: a folder in the user's home. */
export function defaultDataDir(): string {
  return join(homedir(), '.ringhouse');
}

/**
 * Parses the environment. Throws `misconfigured` naming every variable that is wrong and how.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('misconfigured', `Some environment variables can't be used. ${wrong.join(' ')}`);
  }
  const values = parsed.data;
  if (values.DATABASE_URL)
    throw new AppError(
      'misconfigured',
      'DATABASE_URL is set, but this version keeps its data in files. Unset it to start.',
    );
  const fixed: Partial<Settings> = {
    publicUrl: values.RINGHOUSE_PUBLIC_URL,
    ngrokDomain: values.NGROK_DOMAIN,
    twilioAccountSid: values.TWILIO_ACCOUNT_SID,
    twilioApiUrl: values.RINGHOUSE_TWILIO_API_URL,
    openaiBaseUrl: values.OPENAI_BASE_URL,
    engine: values.RINGHOUSE_ENGINE,
    realtimeModel: values.RINGHOUSE_MODEL,
  };
  return {
    dataDir: values.RINGHOUSE_DATA_DIR ?? defaultDataDir(),
    publicPort: values.RINGHOUSE_PUBLIC_PORT,
    controlPort: values.RINGHOUSE_CONTROL_PORT,
    controlToken: values.RINGHOUSE_CONTROL_TOKEN,
    maxCalls: values.RINGHOUSE_MAX_CALLS,
    logLevel: values.RINGHOUSE_LOG_LEVEL,
    logPersonal: values.RINGHOUSE_LOG_PERSONAL,
    privateHosts: values.RINGHOUSE_PRIVATE_HOSTS,
    settings: Object.fromEntries(Object.entries(fixed).filter(([, value]) => value !== undefined)),
    secrets: Object.fromEntries(SECRET_NAMES.flatMap((name) => (values[name] ? [[name, values[name]]] : []))),
  };
}

import { z } from 'zod';
import { caps } from './caps.ts';
import { writtenNumber } from './phone-number.ts';

/** Keys that can be set and replaced but never read back. Named as the environment names them. */
export const SECRET_NAMES = ['OPENAI_API_KEY', 'TWILIO_AUTH_TOKEN', 'NGROK_AUTHTOKEN', 'SMTP_URL'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** What the key store holds: the operator's keys, and the key made by us under which tenants' secrets are sealed. */
export const VAULT_NAMES = [...SECRET_NAMES, 'SEAL_KEY'] as const;
export type VaultName = (typeof VAULT_NAMES)[number];

export const engineId = z.enum(['openai', 'offline']);
export type EngineId = z.infer<typeof engineId>;

const url = z.url({
  protocol: /^https?$/,
  error: 'Write a whole address, such as https://phone.example.com.',
});

const fields = {
  /** Who runs this appliance, as the panel and statements name it. */
  agencyName: z.string().trim().min(1).max(120).nullable(),
  /** Statements to print and as CSV, which go to tenants, tell what calls cost the agency and its markup; else the price alone. */
  costOnStatements: z.boolean(),
  /** Origin of the operator's own domain; then no tunnel is opened. */
  publicUrl: url.nullable(),
  ngrokDomain: z.string().trim().min(1).max(253).nullable(),
  twilioAccountSid: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'An account SID is AC and 32 hex digits.')
    .nullable(),
  twilioApiUrl: url.nullable(),
  openaiBaseUrl: url.nullable(),
  /** Which engine answers; `null` means OpenAI when a key is set, else offline. */
  engine: engineId.nullable(),
  realtimeModel: z.string().trim().min(1).max(100),
  transcriptionModel: z.string().trim().min(1).max(100),
  speechModel: z.string().trim().min(1).max(100),
  summaryModel: z.string().trim().min(1).max(100),
  /** Sender of e-mails, such as `Ringhouse <phone@example.com>`; `null`: the account of the mail server. */
  mailFrom: z.string().trim().min(3).max(254).nullable(),
  /** Number that sends text messages; `null`: the tenant's own first line. */
  smsFrom: writtenNumber.nullable(),
  /** Where critical alerts are mailed to; `null`: the panel alone tells of them. */
  alertEmail: z.email('Write an e-mail address such as owner@example.com.').max(254).nullable(),
  /** Limits of all tenants together; days and months are UTC. */
  caps,
};

/** What an operator can set in the panel, keys apart. A `RINGHOUSE_*` variable of the same meaning wins. */
export const settings = z.object(fields);
export type Settings = z.infer<typeof settings>;

const source = z.enum(['environment', 'panel', 'default']);
export type SettingSource = z.infer<typeof source>;

/** Where the tunnel stands. `url` is the public origin when there is one. */
export const tunnelStatus = z.object({
  state: z.enum(['off', 'connecting', 'online', 'failed']),
  provider: z.enum(['none', 'fixed', 'ngrok']),
  url: z.string().nullable(),
  /** What is wrong and what to do, when `failed`. */
  problem: z.string().nullable(),
});
export type TunnelStatus = z.infer<typeof tunnelStatus>;

/** Whether one assigned number really points here, as read back from the carrier. */
export const lineStatus = z.object({
  phoneNumber: z.string(),
  tenantId: z.number(),
  state: z.enum(['pointed', 'failed', 'not-in-account']),
  problem: z.string().nullable(),
});
export type LineStatus = z.infer<typeof lineStatus>;

export const settingsView = z.object({
  settings,
  /** Where each value comes from, by field name. A value from the environment can't be changed in the panel. */
  sources: z.record(z.string(), source),
  /** Whether each key is set and where it comes from. Never the key. */
  secrets: z.record(z.enum(SECRET_NAMES), z.object({ set: z.boolean(), source })),
  activeEngine: engineId,
  tunnel: tunnelStatus,
  lines: z.array(lineStatus),
});
export type SettingsView = z.infer<typeof settingsView>;

const secretValue = z
  .string()
  .trim()
  .min(8, 'That is too short to be a key.')
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'A key has only plain letters, digits and signs. Copy it again, whole.')
  .nullable();

/** `null` removes a key, or sets a value back to its default. */
export const settingsPatch = z
  .strictObject({
    settings: z
      .strictObject({
        ...fields,
        costOnStatements: fields.costOnStatements.nullable(),
        realtimeModel: fields.realtimeModel.nullable(),
        transcriptionModel: fields.transcriptionModel.nullable(),
        speechModel: fields.speechModel.nullable(),
        summaryModel: fields.summaryModel.nullable(),
        caps: fields.caps.nullable(),
      })
      .partial(),
    secrets: z
      .strictObject({
        OPENAI_API_KEY: secretValue,
        TWILIO_AUTH_TOKEN: secretValue,
        NGROK_AUTHTOKEN: secretValue,
        SMTP_URL: secretValue
          .unwrap()
          .regex(/^smtps?:\/\//, 'Write it as smtps://user:password@mail.example.com.')
          .nullable(),
      })
      .partial(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatch>;

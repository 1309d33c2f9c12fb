import { z } from 'zod';
import { greetingTemplate, language } from './agent.ts';
import { alert } from './events.ts';
import { engineId } from './settings.ts';
import { timeZone } from './tenant.ts';

export const alertList = z.object({ alerts: z.array(alert) });

export const greetingPreviewRequest = z.strictObject({
  template: greetingTemplate,
  agentName: z.string().max(60),
  businessName: z.string().max(120),
  /** `null`: the caller's name is not known. */
  userName: z.string().max(120).nullable(),
  timeZone,
  language: language.default('en'),
  /** Told at the start of every call, unless the template says that an AI speaks. */
  aiNotice: z.string().max(300).default(''),
  /** `null`: calls are not recorded. */
  recordingNotice: z.string().max(300).nullable().default(null),
  /** When the call comes; now when absent. */
  at: z.iso.datetime().optional(),
});
export const greetingPreview = z.object({ text: z.string() });

/** The appliance at a glance. */
export const applianceStatus = z.object({
  version: z.string(),
  engine: engineId,
  publicPort: z.number(),
  publicUrl: z.string().nullable(),
  liveCalls: z.number(),
  tenants: z.number(),
  callsToday: z.number(),
});

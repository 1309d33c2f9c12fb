import { z } from 'zod';

/** From the least to the most serious. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export const logLevel = z.enum(LOG_LEVELS);
export type LogLevel = z.infer<typeof logLevel>;

/** One line of the server's log. What it says may have come from outside: it is to be shown as text, never as markup. */
export const logLine = z.object({
  /** Counts the lines of one run of the server, from 1. */
  sequence: z.number().int().min(1),
  at: z.iso.datetime(),
  level: logLevel,
  message: z.string(),
  tenantId: z.number().int().nullable(),
  callSid: z.string().nullable(),
  /** Everything else the line holds. Personal data is in it only where the log itself has it. */
  fields: z.record(z.string(), z.unknown()),
});
export type LogLine = z.infer<typeof logLine>;

/** What `/api/log/stream` sends as `event: lines`, oldest first: first what is kept, then each line as it is written. */
export const logLines = z.array(logLine);

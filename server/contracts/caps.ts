import { z } from 'zod';

const minutes = z
  .number()
  .positive('Write more than 0, or leave it empty for no limit.')
  .max(100_000)
  .nullable();
const usd = z
  .number()
  .positive('Write more than 0, or leave it empty for no limit.')
  .max(1_000_000)
  .nullable();

/**
 * Limits in minutes and US dollars at cost; `null`: none. Days and months are those of the tenant's time zone; the
 * appliance's own are UTC. Practice calls count in money and as calls at once, and in minutes only against the longest call.
 */
export const caps = z.object({
  callMinutes: minutes,
  dayMinutes: minutes,
  monthMinutes: minutes,
  callUsd: usd,
  dayUsd: usd,
  monthUsd: usd,
  /** Calls at once. */
  calls: z.number().int().min(1).max(1_000).nullable(),
});
export type Caps = z.infer<typeof caps>;

export const NO_CAPS: Readonly<Caps> = {
  callMinutes: null,
  dayMinutes: null,
  monthMinutes: null,
  callUsd: null,
  dayUsd: null,
  monthUsd: null,
  calls: null,
};

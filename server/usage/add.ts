import { NO_USAGE, type Usage } from '../contracts/call.ts';

/** The sum of two usages; what `more` does not name counts 0. Neither argument changes. */
export function addUsage(total: Readonly<Usage>, more: Readonly<Partial<Usage>>): Usage {
  const sum: Usage = { ...total };
  // NO_USAGE has exactly the fields of Usage.
  for (const key of Object.keys(NO_USAGE) as (keyof Usage)[]) sum[key] += more[key] ?? 0;
  return sum;
}

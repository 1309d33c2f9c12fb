import type { Tenant } from '../contracts/tenant.ts';

export type Admission = { admitted: true; tenant: Tenant } | { admitted: false; reason: string; say: string };

/**
 * Decides whether a call is answered, from memory alone. Refused callers hear `say` and cost nothing; `reason` is for
 * the log.
 */
export function admit(tenant: Tenant | undefined, hasRoom: boolean): Admission {
  if (!tenant)
    return {
      admitted: false,
      reason: 'unknown-number',
      say: 'We are sorry, this number is not in service. Goodbye.',
    };
  if (tenant.status !== 'active')
    return {
      admitted: false,
      reason: tenant.status,
      say: 'Thank you for calling. We cannot take calls on this number at the moment. Goodbye.',
    };
  if (!hasRoom)
    return {
      admitted: false,
      reason: 'no-room',
      say: 'Thank you for calling. All our lines are busy. Please call again in a few minutes. Goodbye.',
    };
  return { admitted: true, tenant };
}

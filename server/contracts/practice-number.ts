const PREFIX = '+1555555';

/** The line of a tenant that has none yet; it exists on the practice line only. Reserved for fiction. */
export function practiceNumber(tenantId: number): string {
  return `${PREFIX}${String(tenantId).padStart(4, '0')}`;
}

/** Which tenant a practice number stands for; `null` when it is not one. */
export function practiceTenantId(number: string): number | null {
  const digits = number.startsWith(PREFIX) ? number.slice(PREFIX.length) : '';
  return /^[0-9]{4,8}$/.test(digits) ? Number(digits) : null;
}

/**
 * The line of a tenant that has none yet; it exists on the practice line only. No country has the code 999, so no
 * carrier gives such a number and no tenant can own one.
 */
export function practiceNumber(tenantId: number): string {
  return `+999${String(tenantId).padStart(9, '0')}`;
}

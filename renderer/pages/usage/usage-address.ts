export const SORTS = ['name', 'calls', 'minutes', 'cost'] as const;
export type Sort = (typeof SORTS)[number];

/** What stands in the address. */
export interface UsageChoice {
  month: string;
  /** Whose statement is shown. */
  tenantId: number | null;
  sort: Sort;
  find: string;
}

/** @param now the month that is shown where none is named */
export function usageAddress({ month, tenantId, sort, find }: UsageChoice, now: string): string {
  const params = new URLSearchParams({
    ...(month !== now && { month }),
    ...(tenantId !== null && { tenant: String(tenantId) }),
    ...(sort !== 'name' && { sort }),
    ...(find !== '' && { find }),
  });
  return params.size > 0 ? `/usage?${params}` : '/usage';
}

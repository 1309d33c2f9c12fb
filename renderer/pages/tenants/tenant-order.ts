import type { TenantStanding, TenantStatus, TenantView } from '../../../server/contracts/tenant.ts';

/** A tenant with how it stands; `standing` is absent until it is known. */
export interface ListedTenant {
  tenant: TenantView;
  standing: TenantStanding[number] | undefined;
}

export const ORDERS = ['name', 'newest', 'calls', 'lastCall', 'messages'] as const;
export type Order = (typeof ORDERS)[number];

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
const lastMs = ({ standing }: ListedTenant) => Date.parse(standing?.lastCallAt ?? '1970-01-01T00:00:00Z');

const COMPARE: Record<Order, (a: ListedTenant, b: ListedTenant) => number> = {
  name: (a, b) => collator.compare(a.tenant.businessName, b.tenant.businessName),
  newest: (a, b) => b.tenant.id - a.tenant.id,
  calls: (a, b) => (b.standing?.calls ?? 0) - (a.standing?.calls ?? 0),
  lastCall: (a, b) => lastMs(b) - lastMs(a),
  messages: (a, b) => (b.standing?.openMessages ?? 0) - (a.standing?.openMessages ?? 0),
};

interface Wanted {
  text: string;
  /** `null`: whatever it is. */
  status: TenantStatus | null;
  order: Order;
}

/** The tenants that are looked for, in the order that is wanted; those that stand alike by name. */
export function tenantsAs(listed: readonly ListedTenant[], { text, status, order }: Wanted): ListedTenant[] {
  const words = text.trim().toLowerCase();
  const digits = words.replaceAll(/[\s().-]/g, '');
  const fits = ({ tenant }: ListedTenant): boolean => {
    if (status !== null && tenant.status !== status) return false;
    const named = [tenant.businessName, tenant.contactName, tenant.email];
    if (named.some((field) => field.toLowerCase().includes(words))) return true;
    return digits !== '' && tenant.phoneNumbers.some((number) => number.includes(digits));
  };
  return listed.filter(fits).toSorted((a, b) => COMPARE[order](a, b) || COMPARE.name(a, b));
}

import { Select } from '@mantine/core';

interface TenantSelectProps {
  tenants: readonly { id: number; businessName: string }[];
  /** `null`: all. */
  value: number | null;
  onChange(tenantId: number | null): void;
  /** Shown above it; else it is only read out. */
  label?: string;
  w?: number | string;
}

/** Narrows what a page shows to one tenant. */
export function TenantSelect({ tenants, value, onChange, label, w = 220 }: TenantSelectProps) {
  return (
    <Select
      {...(label === undefined ? { 'aria-label': 'Tenant' } : { label })}
      placeholder="All tenants"
      clearable
      clearButtonProps={{ 'aria-label': 'Show all tenants' }}
      searchable
      nothingFoundMessage="No tenant is called that"
      limit={50}
      w={w}
      data={tenants.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
    />
  );
}

import { Select, Stack } from '@mantine/core';
import { IconReceipt2 } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import { month as monthSchema } from '../../../server/contracts/usage.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useNow } from '../../platform/use-now.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { LimitsSection } from './limits-section.tsx';
import { monthName, monthsUntil } from './months.ts';
import { StatementSection } from './statement-section.tsx';
import { TenantsUsage } from './tenants-usage.tsx';

const MONTHS_SHOWN = 24;

/** What calls cost, by tenant and month, and how much of the limits is used. */
export default function UsagePage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const months = monthsUntil(useNow(false), MONTHS_SHOWN);
  const named = monthSchema.safeParse(params.get('month'));
  const month = named.success ? named.data : (months[0] ?? '');
  const chosen = Number(params.get('tenant')) || null;
  const query = useTenants();
  return (
    <Page
      title="Usage"
      lead="What calls cost, what tenants are charged, and how much of the limits is used."
      actions={
        <Select
          aria-label="Month"
          w={200}
          allowDeselect={false}
          data={[...new Set([month, ...months])].map((value) => ({ value, label: monthName(value) }))}
          value={month}
          onChange={(next) =>
            navigate(`/usage?month=${next}${chosen === null ? '' : `&tenant=${chosen}`}`, { replace: true })
          }
        />
      }
    >
      <Loaded query={query} what="The tenants">
        {(tenants) => {
          const tenant = tenants.find(({ id }) => id === chosen);
          if (tenants.length === 0)
            return (
              <Empty icon={<IconReceipt2 size={24} />} title="Nothing has been used yet">
                Minutes and cost of each tenant stand here, with a statement for each month. Begin with{' '}
                <TextLink href="/tenants">a tenant</TextLink>.
              </Empty>
            );
          return (
            <Stack gap="md">
              {tenant && (
                <StatementSection tenantId={tenant.id} businessName={tenant.businessName} month={month} />
              )}
              <TenantsUsage tenants={tenants} month={month} />
              <LimitsSection tenants={tenants} />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

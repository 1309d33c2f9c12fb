import { ActionIcon, Group, Select, Stack } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconReceipt2 } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { month as monthSchema } from '../../../server/contracts/usage.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useUsage } from '../../api/get-usage.ts';
import { useMinute } from '../../platform/use-now.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Loaded, Loading } from '../../ui/states.tsx';
import { TenantSelect } from '../../ui/tenant-select.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { dateIn, monthName } from '../../ui/zones.ts';
import { LimitsSection } from './limits-section.tsx';
import { monthAfter, monthsUntil } from './months.ts';
import { StatementSection } from './statement-section.tsx';
import { TenantsUsage } from './tenants-usage.tsx';
import { Totals } from './totals.tsx';
import { SORTS, type UsageChoice, usageAddress } from './usage-address.ts';

const MONTHS_SHOWN = 24;

/** What calls cost, by tenant and month, what tenants are charged, and how much of the limits is used. */
export default function UsagePage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const query = useTenants();
  const tenantId = Number(params.get('tenant')) || null;
  const zone = query.data?.find(({ id }) => id === tenantId)?.timeZone;
  // That of the tenant; all together have none, so it is the viewer's.
  const thisMonth = dateIn(useMinute(), zone).slice(0, 7);
  const months = monthsUntil(thisMonth, MONTHS_SHOWN);
  const named = monthSchema.safeParse(params.get('month'));
  const choice: UsageChoice = {
    month: named.success ? named.data : thisMonth,
    tenantId,
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'name',
    find: params.get('find') ?? '',
  };
  const addressOf = (part: Partial<UsageChoice>): string => usageAddress({ ...choice, ...part }, thisMonth);
  const change = (part: Partial<UsageChoice>): void => navigate(addressOf(part), { replace: true });
  return (
    <Page
      title="Usage"
      lead="What calls cost, what tenants are charged, and how much of the limits is used."
      actions={
        <>
          <MonthChoice month={choice.month} months={months} onChange={(month) => change({ month })} />
          <TenantSelect
            tenants={query.data ?? []}
            value={choice.tenantId}
            onChange={(tenantId) => change({ tenantId })}
          />
        </>
      }
    >
      <Loaded query={query} what="The tenants">
        {(tenants) =>
          tenants.length === 0 ? (
            <Empty icon={<IconReceipt2 size={24} />} title="Nothing has been used yet">
              Minutes and cost of each tenant stand here, with a statement for each month. Begin with{' '}
              <TextLink href="/tenants?new">a tenant</TextLink>.
            </Empty>
          ) : (
            <Usage tenants={tenants} choice={choice} onChange={change} addressOf={addressOf} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface UsageProps {
  tenants: readonly TenantView[];
  choice: UsageChoice;
  onChange(part: Partial<UsageChoice>): void;
  addressOf(part: Partial<UsageChoice>): string;
}

function Usage({ tenants, choice, onChange, addressOf }: UsageProps) {
  const { month, tenantId } = choice;
  const monthBefore = monthAfter(month, -1);
  const usage = useUsage(month);
  const before = useUsage(monthBefore).data?.rows ?? null;
  const tenant = tenants.find(({ id }) => id === tenantId);
  return (
    <Stack gap="md">
      {tenantId !== null && !tenant && (
        <Failed
          title="There is no statement"
          error={
            new Error(`There is no tenant ${tenantId}; it may have been deleted, and its calls with it.`)
          }
          onRetry={() => onChange({ tenantId: null })}
        />
      )}
      {tenant ? (
        <StatementSection tenant={tenant} month={month} back={addressOf({ tenantId: null })} />
      ) : (
        <Loaded query={usage} what="The usage" loading={<Loading rows={2} height={110} />}>
          {({ rows }) => (
            <>
              <Totals rows={rows} before={before} month={month} monthBefore={monthBefore} />
              <TenantsUsage
                tenants={tenants}
                rows={rows}
                before={before}
                monthBefore={monthBefore}
                choice={choice}
                onChange={onChange}
                addressOf={addressOf}
              />
            </>
          )}
        </Loaded>
      )}
      <LimitsSection tenants={tenants} only={tenant?.id ?? null} />
    </Stack>
  );
}

interface MonthChoiceProps {
  month: string;
  /** Newest first. */
  months: readonly string[];
  onChange(month: string): void;
}

function MonthChoice({ month, months, onChange }: MonthChoiceProps) {
  const step = (by: number, label: string, Icon: typeof IconChevronLeft) => (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      disabled={by > 0 && month >= (months[0] ?? '')}
      onClick={() => onChange(monthAfter(month, by))}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <Group gap={4} wrap="nowrap">
      {step(-1, 'The month before', IconChevronLeft)}
      <Select
        aria-label="Month"
        w={170}
        allowDeselect={false}
        data={[...new Set([month, ...months])]
          .sort()
          .reverse()
          .map((value) => ({ value, label: monthName(value) }))}
        value={month}
        onChange={(next) => next !== null && onChange(next)}
      />
      {step(1, 'The month after', IconChevronRight)}
    </Group>
  );
}

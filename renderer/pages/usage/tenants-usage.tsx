import { Button, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconDownload } from '@tabler/icons-react';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import type { UsageRow } from '../../../server/contracts/usage.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count, money } from '../../ui/words.ts';
import { monthName } from '../../ui/zones.ts';
import { sumsOf, tenths } from './totals.tsx';
import classes from './usage.module.css';
import type { Sort, UsageChoice } from './usage-address.ts';

/** From so many tenants on they can be searched. */
const MANY = 8;

interface TenantsUsageProps {
  tenants: readonly TenantView[];
  rows: readonly UsageRow[];
  /** Those of the month before; `null` while they are not known. */
  before: readonly UsageRow[] | null;
  monthBefore: string;
  choice: UsageChoice;
  onChange(part: Partial<UsageChoice>): void;
  addressOf(part: Partial<UsageChoice>): string;
}

interface Line {
  tenant: TenantView;
  row: UsageRow | undefined;
  costBefore: number;
}

/** Calls, minutes and cost of each tenant in a month. */
export function TenantsUsage(props: TenantsUsageProps) {
  const { tenants, rows, before, monthBefore, choice, onChange, addressOf } = props;
  const { month, sort, find } = choice;
  const lines = tenants
    .filter(({ businessName }) => businessName.toLowerCase().includes(find.trim().toLowerCase()))
    .map((tenant): Line => {
      const of = ({ tenantId }: UsageRow) => tenantId === tenant.id;
      return { tenant, row: rows.find(of), costBefore: before?.find(of)?.costUsd ?? 0 };
    })
    .sort(ORDER[sort]);
  const head = { sort, onSort: (next: Sort) => onChange({ sort: next }) };
  return (
    <Section
      title="By tenant"
      lead={`${monthName(month)}, by the time zone of each tenant. Choose one for its statement.`}
      actions={
        <Group gap="xs">
          {tenants.length > MANY && (
            <SearchField
              aria-label="Find a tenant"
              placeholder="Tenant"
              w={200}
              value={find}
              onChange={(next) => onChange({ find: next })}
            />
          )}
          <Button
            component="a"
            href={`/api/usage.csv?month=${month}`}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            CSV
          </Button>
        </Group>
      }
    >
      <Table.ScrollContainer minWidth={320} type="native">
        <Table aria-label={`Usage in ${monthName(month)}`}>
          <Table.Thead>
            <Table.Tr>
              <Head by="name" label="Tenant" {...head} />
              <Head by="calls" label="Calls" {...head} />
              <Table.Th ta="right" visibleFrom="sm">
                Of them practice
              </Table.Th>
              <Head by="minutes" label="Minutes" {...head} />
              <Head by="cost" label="Cost" {...head} />
              <Table.Th ta="right" visibleFrom="md">
                {monthName(monthBefore)}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <UsageLine
                key={line.tenant.id}
                line={line}
                href={addressOf({ tenantId: line.tenant.id })}
                isBeforeKnown={before !== null}
              />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Sums lines={lines} isAll={find === ''} isBeforeKnown={before !== null} />
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      {lines.length === 0 && (
        <Stack align="center">
          <Text size="sm" c="dimmed">
            No tenant is called that.
          </Text>
        </Stack>
      )}
    </Section>
  );
}

interface UsageLineProps {
  line: Line;
  /** Where the tenant's statement is. */
  href: string;
  isBeforeKnown: boolean;
}

function UsageLine({ line: { tenant, row, costBefore }, href, isBeforeKnown }: UsageLineProps) {
  return (
    <Table.Tr className="tabular">
      <Table.Td>
        <TextLink href={href}>{tenant.businessName}</TextLink>
      </Table.Td>
      <Table.Td ta="right">{count(row?.calls ?? 0)}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {count(row?.practiceCalls ?? 0)}
      </Table.Td>
      <Table.Td ta="right">{tenths(row?.minutes ?? 0)}</Table.Td>
      <Table.Td ta="right" className="nowrap">
        {money(row?.costUsd ?? 0)}
      </Table.Td>
      <Table.Td ta="right" className="nowrap" visibleFrom="md">
        {isBeforeKnown && money(costBefore)}
      </Table.Td>
    </Table.Tr>
  );
}

interface SumsProps {
  lines: readonly Line[];
  isAll: boolean;
  isBeforeKnown: boolean;
}

function Sums({ lines, isAll, isBeforeKnown }: SumsProps) {
  const sums = sumsOf(lines.flatMap(({ row }) => row ?? []));
  return (
    <Table.Tr className={`tabular ${classes.total}`}>
      <Table.Th scope="row">{isAll ? 'All tenants' : 'Those shown'}</Table.Th>
      <Table.Td ta="right">{count(sums.calls)}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {count(sums.practiceCalls)}
      </Table.Td>
      <Table.Td ta="right">{tenths(sums.minutes)}</Table.Td>
      <Table.Td ta="right" className="nowrap">
        {money(sums.costUsd)}
      </Table.Td>
      <Table.Td ta="right" className="nowrap" visibleFrom="md">
        {isBeforeKnown && money(lines.reduce((sum, { costBefore }) => sum + costBefore, 0))}
      </Table.Td>
    </Table.Tr>
  );
}

const ORDER: Record<Sort, (a: Line, b: Line) => number> = {
  name: (a, b) => a.tenant.businessName.localeCompare(b.tenant.businessName),
  calls: (a, b) => (b.row?.calls ?? 0) - (a.row?.calls ?? 0),
  minutes: (a, b) => (b.row?.minutes ?? 0) - (a.row?.minutes ?? 0),
  cost: (a, b) => (b.row?.costUsd ?? 0) - (a.row?.costUsd ?? 0),
};

interface HeadProps {
  by: Sort;
  label: string;
  sort: Sort;
  onSort(sort: Sort): void;
}

/** The head of a column that the table can be ordered by: names rising, figures falling. */
function Head({ by, label, sort, onSort }: HeadProps) {
  const order = by === 'name' ? 'ascending' : 'descending';
  return (
    <Table.Th ta={by === 'name' ? undefined : 'right'} aria-sort={sort === by ? order : 'none'}>
      <UnstyledButton className={classes.sort} onClick={() => onSort(by)}>
        {label}
        {sort === by && <IconArrowDown size={13} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

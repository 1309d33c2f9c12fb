import { Table, Text } from '@mantine/core';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useUsage } from '../../api/get-usage.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count, money } from '../../ui/words.ts';
import { monthName } from './months.ts';

interface TenantsUsageProps {
  tenants: readonly TenantView[];
  month: string;
}

/** Calls, minutes and cost of each tenant in a month. */
export function TenantsUsage({ tenants, month }: TenantsUsageProps) {
  const query = useUsage(month);
  return (
    <Section title="By tenant" lead={`${monthName(month)} by UTC. Choose a tenant for its statement.`}>
      <Loaded query={query} what="The usage">
        {({ rows }) => (
          <Table.ScrollContainer minWidth={320} type="native">
            <Table aria-label={`Usage in ${monthName(month)}`}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Tenant</Table.Th>
                  <Table.Th ta="right">Calls</Table.Th>
                  <Table.Th ta="right" visibleFrom="sm">
                    Of them practice
                  </Table.Th>
                  <Table.Th ta="right">Minutes</Table.Th>
                  <Table.Th ta="right">Cost</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tenants.map(({ id, businessName }) => {
                  const row = rows.find(({ tenantId }) => tenantId === id);
                  return (
                    <Table.Tr key={id} className="tabular">
                      <Table.Td>
                        <TextLink href={`/usage?tenant=${id}&month=${month}`}>{businessName}</TextLink>
                      </Table.Td>
                      <Table.Td ta="right">{count(row?.calls ?? 0)}</Table.Td>
                      <Table.Td ta="right" visibleFrom="sm">
                        {count(row?.practiceCalls ?? 0)}
                      </Table.Td>
                      <Table.Td ta="right">{count(Math.round((row?.minutes ?? 0) * 10) / 10)}</Table.Td>
                      <Table.Td ta="right">
                        <Text span size="sm" className="nowrap">
                          {money(row?.costUsd ?? 0)}
                        </Text>
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Section>
  );
}

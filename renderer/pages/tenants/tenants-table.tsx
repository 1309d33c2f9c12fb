import { Group, Paper, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { TenantStatus, TenantView } from '../../../server/contracts/tenant.ts';
import { Moment } from '../../ui/moment.tsx';
import { useRowClick } from '../../ui/row-click.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import type { Tone } from '../../ui/tone.ts';
import { capital, phone } from '../../ui/words.ts';
import classes from '../calls/calls.module.css';

const TONE: Record<TenantStatus, Tone> = { active: 'good', suspended: 'warn', cancelled: 'idle' };

export function Status({ status }: { status: TenantStatus }) {
  return <StatusDot tone={TONE[status]}>{capital(status)}</StatusDot>;
}

function Numbers({ tenant }: { tenant: TenantView }) {
  const [first, ...rest] = tenant.phoneNumbers;
  if (!first)
    return (
      <Text span size="sm" c="dimmed">
        No number yet
      </Text>
    );
  return (
    <Text span size="sm" className="tabular nowrap">
      {phone(first)}
      {rest.length > 0 && ` and ${rest.length} more`}
    </Text>
  );
}

/** Tenants as a table; on a narrow screen as a list. */
export function TenantsTable({ tenants }: { tenants: readonly TenantView[] }) {
  const rowTo = useRowClick();
  return (
    <>
      <Paper visibleFrom="sm">
        <Table.ScrollContainer minWidth={720} type="native">
          <Table highlightOnHover aria-label="Tenants">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Business</Table.Th>
                <Table.Th>Number</Table.Th>
                <Table.Th>Agent</Table.Th>
                <Table.Th>Voice</Table.Th>
                <Table.Th>Status</Table.Th>
                <Table.Th>Last change</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tenants.map((tenant) => (
                <Table.Tr key={tenant.id} {...rowTo(`/tenants/${tenant.id}`)}>
                  <Table.Td>
                    <Name tenant={tenant} />
                  </Table.Td>
                  <Table.Td>
                    <Numbers tenant={tenant} />
                  </Table.Td>
                  <Table.Td>{tenant.effective.agentName.value}</Table.Td>
                  <Table.Td>{capital(tenant.effective.voice.value)}</Table.Td>
                  <Table.Td>
                    <Status status={tenant.status} />
                  </Table.Td>
                  <Table.Td className="nowrap">
                    <Moment iso={tenant.updatedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
      <Paper hiddenFrom="sm">
        <ul className={classes.small} aria-label="Tenants">
          {tenants.map((tenant) => (
            <li key={tenant.id}>
              <Group justify="space-between" wrap="nowrap">
                <Name tenant={tenant} />
                <Text span size="sm">
                  <Status status={tenant.status} />
                </Text>
              </Group>
              <Group justify="space-between" wrap="nowrap" mt={4}>
                <Numbers tenant={tenant} />
                <Text span size="sm" c="dimmed">
                  {tenant.effective.agentName.value}, {capital(tenant.effective.voice.value)}
                </Text>
              </Group>
            </li>
          ))}
        </ul>
      </Paper>
    </>
  );
}

function Name({ tenant }: { tenant: TenantView }) {
  return (
    <Link href={`/tenants/${tenant.id}`} className="row-link">
      <Text span size="sm" fw={600}>
        {tenant.businessName}
      </Text>
    </Link>
  );
}

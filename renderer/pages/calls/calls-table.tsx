import { Badge, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallSummary } from '../../../server/contracts/call.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { FlagBadges } from '../../ui/call-flags.tsx';
import { standing } from '../../ui/call-words.ts';
import { Moment } from '../../ui/moment.tsx';
import { useRowClick } from '../../ui/row-click.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { clockTime, money, phone } from '../../ui/words.ts';
import classes from './calls.module.css';

interface CallsTableProps {
  calls: readonly CallSummary[];
  tenants: readonly TenantView[];
}

/** Calls as a table; on a narrow screen as a list. */
export function CallsTable({ calls, tenants }: CallsTableProps) {
  const rowTo = useRowClick();
  const tenantOf = (call: CallSummary) => tenants.find(({ id }) => id === call.tenantId);
  const nameOf = (call: CallSummary) => tenantOf(call)?.businessName ?? `Tenant ${call.tenantId}`;
  return (
    <>
      <Paper visibleFrom="sm">
        <Table.ScrollContainer minWidth={760} type="native">
          <Table highlightOnHover aria-label="Calls">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Caller</Table.Th>
                <Table.Th>Tenant</Table.Th>
                <Table.Th>When</Table.Th>
                <Table.Th ta="right">Length</Table.Th>
                <Table.Th>Outcome</Table.Th>
                <Table.Th ta="right">Cost</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {calls.map((call) => (
                <Table.Tr key={call.callSid} {...rowTo(pathOf(call))}>
                  <Table.Td>
                    <Caller call={call} />
                  </Table.Td>
                  <Table.Td maw={170}>
                    <Text size="sm" truncate title={nameOf(call)}>
                      {nameOf(call)}
                    </Text>
                  </Table.Td>
                  <Table.Td className="nowrap">
                    <Moment iso={call.startedAt} zone={tenantOf(call)?.timeZone} />
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {call.durationMs === null ? '–' : clockTime(call.durationMs)}
                  </Table.Td>
                  <Table.Td maw={300}>
                    <Outcome call={call} />
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {money(call.costUsd)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
      <Paper hiddenFrom="sm">
        <ul className={classes.small} aria-label="Calls">
          {calls.map((call) => (
            <li key={call.callSid}>
              <Group justify="space-between" wrap="nowrap">
                <Caller call={call} />
                <Moment iso={call.startedAt} zone={tenantOf(call)?.timeZone} c="dimmed" />
              </Group>
              <Group justify="space-between" wrap="nowrap" mt={4}>
                <Text size="sm" truncate>
                  {nameOf(call)}
                </Text>
                <Text size="sm" c="dimmed" className="tabular">
                  {call.durationMs === null ? '' : clockTime(call.durationMs)}
                </Text>
              </Group>
              <div className={classes.outcome}>
                <Outcome call={call} />
              </div>
            </li>
          ))}
        </ul>
      </Paper>
    </>
  );
}

const pathOf = ({ state, callSid }: CallSummary) =>
  state === 'ended' ? `/calls/${callSid}` : `/live/${callSid}`;

function Caller({ call }: { call: CallSummary }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Link href={pathOf(call)} className="row-link">
        <Text span size="sm" fw={550} className="tabular nowrap">
          {phone(call.from)}
        </Text>
      </Link>
      {call.practice && (
        <Badge size="sm" variant="light" color="gray" tt="none" style={{ flexShrink: 0 }}>
          Practice
        </Badge>
      )}
    </Group>
  );
}

/** What a call came to, what to look at in it, and what it was about. */
function Outcome({ call }: { call: CallSummary }) {
  const { text, tone } = standing(call);
  return (
    <Stack gap={3}>
      <Group gap="xs">
        <Text span size="sm">
          <StatusDot tone={tone} pulse={call.endReason === null}>
            {text}
          </StatusDot>
        </Text>
        <FlagBadges flags={call.flags} />
      </Group>
      {call.summary && (
        <Text size="xs" c="dimmed" lineClamp={1} title={call.summary}>
          {call.summary}
        </Text>
      )}
    </Stack>
  );
}

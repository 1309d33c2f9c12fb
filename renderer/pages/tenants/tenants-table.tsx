import { Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { TenantStatus, TenantView } from '../../../server/contracts/tenant.ts';
import { Moment } from '../../ui/moment.tsx';
import { useRowClick } from '../../ui/row-click.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import type { Tone } from '../../ui/tone.ts';
import { VirtualRows } from '../../ui/virtual-list.tsx';
import { capital, count, phone, plural } from '../../ui/words.ts';
import type { ListedTenant } from './tenant-order.ts';
import classes from './tenants-table.module.css';

const TONE: Record<TenantStatus, Tone> = { active: 'good', suspended: 'warn', cancelled: 'idle' };

export function Status({ status }: { status: TenantStatus }) {
  return <StatusDot tone={TONE[status]}>{capital(status)}</StatusDot>;
}

const COLUMNS = ['Business', 'Number', 'Agent', 'Status', 'Calls this month', 'Last call', 'Open messages'];
const ROW_PX = 61;
/** All of them are here already. */
const loadNothing = () => {};

/** Tenants as a table, each a card on a narrow screen; only those in sight are in the page. */
export function TenantsTable({ listed }: { listed: readonly ListedTenant[] }) {
  const rowTo = useRowClick();
  return (
    <Paper component="table" className={classes.table} aria-label="Tenants" aria-rowcount={listed.length + 1}>
      <thead>
        <tr aria-rowindex={1} className={`${classes.row} ${classes.head}`}>
          {COLUMNS.map((column) => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <VirtualRows
        count={listed.length}
        rowPx={ROW_PX}
        onShown={loadNothing}
        rowProps={(index) => ({
          className: `${classes.row} ${classes.link}`,
          onClick: rowTo(`/tenants/${listed[index]?.tenant.id}`).onClick,
        })}
      >
        {(index) => {
          const one = listed[index];
          return one && <Cells {...one} />;
        }}
      </VirtualRows>
    </Paper>
  );
}

function Cells({ tenant, standing }: ListedTenant) {
  const messages = standing?.openMessages ?? 0;
  return (
    <>
      <td className={classes.name}>
        <Link href={`/tenants/${tenant.id}`} className="row-link">
          <Text span size="sm" fw={600}>
            {tenant.businessName}
          </Text>
        </Link>
      </td>
      <td className={classes.number}>
        <Numbers tenant={tenant} />
      </td>
      <td className={classes.agent}>
        <Text span size="sm" c="dimmed">
          {tenant.effective.agentName.value}, {capital(tenant.effective.voice.value)}
        </Text>
      </td>
      <td className={classes.status}>
        <Text span size="sm">
          <Status status={tenant.status} />
        </Text>
      </td>
      <td className={classes.calls}>
        <Text span size="sm" className="tabular" c={standing?.calls ? undefined : 'dimmed'}>
          {standing ? count(standing.calls) : '…'}
          <span className={classes.narrow}> {standing?.calls === 1 ? 'call' : 'calls'} this month</span>
        </Text>
      </td>
      <td className={classes.last}>
        {standing?.lastCallAt ? (
          <Moment iso={standing.lastCallAt} zone={tenant.timeZone} />
        ) : (
          <Text span size="sm" c="dimmed">
            {standing ? 'No call yet' : '…'}
          </Text>
        )}
      </td>
      <td className={classes.messages}>
        {messages > 0 ? (
          <Link href={`/inbox?tenant=${tenant.id}`} className={classes.badge}>
            {plural(messages, 'message')}
          </Link>
        ) : (
          <Text span size="sm" c="dimmed">
            {standing ? <span className={classes.broad}>None</span> : '…'}
            {standing && <span className={classes.narrow}>No open message</span>}
          </Text>
        )}
      </td>
    </>
  );
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

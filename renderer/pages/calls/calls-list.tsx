import { Paper } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CallSummary } from '../../../server/contracts/call.ts';
import type { CallHit } from '../../../server/contracts/history.ts';
import { useCallsBetween } from '../../api/get-calls.ts';
import { useTenants } from '../../api/get-tenants.ts';
import type { Stretch } from '../../api/stretch.ts';
import { useRowClick } from '../../ui/row-click.ts';
import { Failed } from '../../ui/states.tsx';
import { VirtualRows } from '../../ui/virtual-list.tsx';
import { CallRow, RowToCome } from './call-row.tsx';
import classes from './calls-list.module.css';

interface CallsListProps {
  /** As the server takes it. */
  query: string;
  total: number;
  /** What was typed last is not here yet. */
  isStale: boolean;
  text: string;
}

const COLUMNS = [
  { name: 'Caller' },
  { name: 'Tenant' },
  { name: 'When' },
  { name: 'Length', className: classes.length },
  { name: 'Outcome' },
  { name: 'Cost', className: classes.cost },
];
const ROW_PX = 65;
const NARROW_ROW_PX = 112;

/** All calls that fit, as one long table of which what is in sight is fetched. */
export function CallsList({ query, total, isStale, text }: CallsListProps) {
  const [shown, setShown] = useState<Stretch>({ first: 0, last: 0, focused: null });
  const { callAt, error, retry } = useCallsBetween(query, {
    ...shown,
    last: Math.min(shown.last, total - 1),
  });
  const tenants = useTenants().data ?? [];
  const rowTo = useRowClick();
  const onShown = useCallback(
    (first: number, last: number, focused: number | null) => setShown({ first, last, focused }),
    [],
  );
  const narrow = window.innerWidth < 768;
  return (
    <>
      {error !== null && <Failed title="Some calls could not be loaded" error={error} onRetry={retry} />}
      <Paper
        component="table"
        aria-label="Calls"
        aria-rowcount={total + 1}
        aria-busy={isStale}
        className={classes.table}
        data-stale={isStale || undefined}
      >
        <thead>
          <tr aria-rowindex={1} className={classes.head}>
            {COLUMNS.map(({ name, className }) => (
              <th key={name} scope="col" className={className}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <VirtualRows
          count={total}
          rowPx={narrow ? NARROW_ROW_PX : ROW_PX}
          onShown={onShown}
          rowProps={(index) => {
            const found = callAt(index);
            return { className: classes.row, ...(found && rowTo(pathOf(found.call, found.hit, text))) };
          }}
        >
          {(index) => {
            const found = callAt(index);
            if (!found) return <RowToCome />;
            const { call, hit } = found;
            const tenant = tenants.find(({ id }) => id === call.tenantId);
            return <CallRow call={call} hit={hit} tenant={tenant} href={pathOf(call, hit, text)} />;
          }}
        </VirtualRows>
      </Paper>
    </>
  );
}

/** To the call; where words were looked for, to where they stand in it. */
function pathOf({ callSid, state }: CallSummary, hit: CallHit | undefined, text: string): string {
  if (state !== 'ended') return `/live/${callSid}`;
  const words = hit?.excerpt.find(({ isHit }) => isHit)?.text ?? text;
  const place = new URLSearchParams({
    ...(hit && hit.turn !== null && { turn: String(hit.turn), find: words }),
  });
  return place.size > 0 ? `/calls/${callSid}?${place}` : `/calls/${callSid}`;
}

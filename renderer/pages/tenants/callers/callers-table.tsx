import { Button, Paper, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CallerDigest } from '../../../../server/contracts/memory.ts';
import type { TenantView } from '../../../../server/contracts/tenant.ts';
import { useCallersBetween } from '../../../api/get-callers.ts';
import type { Stretch } from '../../../api/stretch.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Failed } from '../../../ui/states.tsx';
import { VirtualRows } from '../../../ui/virtual-list.tsx';
import { phone, plural } from '../../../ui/words.ts';
import classes from './callers-table.module.css';

interface CallersTableProps {
  tenant: TenantView;
  /** What is looked for. */
  text: string;
  total: number;
  /** What was typed last is not here yet. */
  isStale: boolean;
  /** Digits of the caller's number. */
  onOpen(digits: string): void;
}

const ROW_PX = 65;

/** All callers that fit, as one long table of which what is in sight is fetched. */
export function CallersTable({ tenant, text, total, isStale, onOpen }: CallersTableProps) {
  const [shown, setShown] = useState<Stretch>({ first: 0, last: 0, focused: null });
  const { callerAt, error, retry } = useCallersBetween(tenant.id, text, {
    ...shown,
    last: Math.min(shown.last, total - 1),
  });
  const onShown = useCallback(
    (first: number, last: number, focused: number | null) => setShown({ first, last, focused }),
    [],
  );
  return (
    <>
      {error !== null && <Failed title="Some callers could not be loaded" error={error} onRetry={retry} />}
      <Paper
        component="table"
        className={classes.table}
        aria-label="Callers"
        aria-rowcount={total + 1}
        aria-busy={isStale}
        data-stale={isStale || undefined}
      >
        <thead>
          <tr aria-rowindex={1} className={`${classes.row} ${classes.head}`}>
            <th scope="col">Caller</th>
            <th scope="col" className={classes.wide}>
              Remembered
            </th>
            <th scope="col" className={classes.wide}>
              Calls
            </th>
            <th scope="col">Last call</th>
            <th scope="col">
              <VisuallyHidden>Memory</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <VirtualRows
          count={total}
          rowPx={ROW_PX}
          onShown={onShown}
          rowProps={() => ({ className: classes.row })}
        >
          {(index) => {
            const digest = callerAt(index);
            if (!digest)
              return (
                <td className={classes.toCome}>
                  <Skeleton height={12} width="60%" radius="sm" aria-label="Loading" />
                </td>
              );
            return (
              <Cells digest={digest} zone={tenant.timeZone} onOpen={() => onOpen(digest.caller.slice(1))} />
            );
          }}
        </VirtualRows>
      </Paper>
    </>
  );
}

function Cells({ digest, zone, onOpen }: { digest: CallerDigest; zone: string; onOpen(): void }) {
  const { callCount, caller, facts, lastCallAt, name, openMatters } = digest;
  const number = phone(caller);
  return (
    <>
      <td className={classes.who}>
        <Text size="sm" fw={600} truncate>
          {name ?? 'Name not known'}
        </Text>
        <Text size="sm" c="dimmed" className="tabular nowrap">
          {number}
        </Text>
      </td>
      <td className={classes.wide}>
        <Text size="sm">{plural(facts, 'fact')}</Text>
        {openMatters > 0 && <Text size="sm">{plural(openMatters, 'open matter')}</Text>}
      </td>
      <td className={classes.wide}>
        <Text size="sm">{plural(callCount, 'call')}</Text>
      </td>
      <td>{lastCallAt ? <Moment iso={lastCallAt} zone={zone} /> : <Text size="sm">–</Text>}</td>
      <td className={classes.act}>
        <Button variant="default" size="xs" onClick={onOpen} aria-label={`Memory of ${name ?? number}`}>
          Memory
        </Button>
      </td>
    </>
  );
}

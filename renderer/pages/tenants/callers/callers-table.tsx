import { Button, Paper, Text, VisuallyHidden } from '@mantine/core';
import type { CallerMemory } from '../../../../server/contracts/memory.ts';
import { Moment } from '../../../ui/moment.tsx';
import { VirtualRows } from '../../../ui/virtual-list.tsx';
import { phone, plural } from '../../../ui/words.ts';
import classes from './callers-table.module.css';

interface CallersTableProps {
  callers: readonly CallerMemory[];
  zone: string;
  /** Digits of the caller's number. */
  onOpen(digits: string): void;
}

const ROW_PX = 65;
/** All of them are here already. */
const loadNothing = () => {};

/** Callers, of whom only those in sight are in the page. */
export function CallersTable({ callers, zone, onOpen }: CallersTableProps) {
  return (
    <Paper
      component="table"
      className={classes.table}
      aria-label="Callers"
      aria-rowcount={callers.length + 1}
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
        count={callers.length}
        rowPx={ROW_PX}
        onShown={loadNothing}
        rowProps={() => ({ className: classes.row })}
      >
        {(index) => {
          const memory = callers[index];
          return (
            memory && <Cells memory={memory} zone={zone} onOpen={() => onOpen(memory.caller.slice(1))} />
          );
        }}
      </VirtualRows>
    </Paper>
  );
}

function Cells({ memory, zone, onOpen }: { memory: CallerMemory; zone: string; onOpen(): void }) {
  const { callCount, caller, facts, lastCallAt, openMatters, profile } = memory;
  const number = phone(caller);
  return (
    <>
      <td className={classes.who}>
        <Text size="sm" fw={600} truncate>
          {profile.name ?? 'Name not known'}
        </Text>
        <Text size="sm" c="dimmed" className="tabular nowrap">
          {number}
        </Text>
      </td>
      <td className={classes.wide}>
        <Text size="sm">{plural(facts.length, 'fact')}</Text>
        {openMatters.length > 0 && <Text size="sm">{plural(openMatters.length, 'open matter')}</Text>}
      </td>
      <td className={classes.wide}>
        <Text size="sm">{plural(callCount, 'call')}</Text>
      </td>
      <td>{lastCallAt ? <Moment iso={lastCallAt} zone={zone} /> : <Text size="sm">–</Text>}</td>
      <td className={classes.act}>
        <Button
          variant="default"
          size="xs"
          onClick={onOpen}
          aria-label={`Memory of ${profile.name ?? number}`}
        >
          Memory
        </Button>
      </td>
    </>
  );
}

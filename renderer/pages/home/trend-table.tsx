import { Table } from '@mantine/core';
import type { TrendDay } from '../../../server/contracts/home.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { count, money } from '../../ui/words.ts';
import classes from './home.module.css';
import { inMinutes, inSeconds, longDay } from './trend-words.ts';

/** The same as the charts show, in figures; the latest day first. */
export function TrendTable({ days }: { days: readonly TrendDay[] }) {
  return (
    <ScrollBox className={classes.days} label="All days">
      <Table aria-label="Day by day" stickyHeader verticalSpacing={6} className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th ta="right">Calls</Table.Th>
            <Table.Th ta="right">Practice</Table.Th>
            <Table.Th ta="right">Minutes</Table.Th>
            <Table.Th ta="right">Answer, median</Table.Th>
            <Table.Th ta="right">Answer, 90 %</Table.Th>
            <Table.Th ta="right">Cost</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...days].reverse().map((day) => (
            <Table.Tr key={day.day}>
              <Table.Td className="nowrap">{longDay(day.day)}</Table.Td>
              <Table.Td ta="right">{count(day.calls)}</Table.Td>
              <Table.Td ta="right">{count(day.practiceCalls)}</Table.Td>
              <Table.Td ta="right">{inMinutes(day.minutes)}</Table.Td>
              <Table.Td ta="right">{inSeconds(day.answerMedianMs)}</Table.Td>
              <Table.Td ta="right">{inSeconds(day.answerP90Ms)}</Table.Td>
              <Table.Td ta="right">{money(day.costUsd)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

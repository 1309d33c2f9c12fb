import { SimpleGrid, Text } from '@mantine/core';
import type { UsageRow } from '../../../server/contracts/usage.ts';
import { count, money } from '../../ui/words.ts';
import { monthName } from '../../ui/zones.ts';
import classes from './usage.module.css';

type Sums = Pick<UsageRow, 'calls' | 'practiceCalls' | 'minutes' | 'costUsd'>;

/** Of all tenants together. */
export const sumsOf = (rows: readonly UsageRow[]): Sums =>
  rows.reduce<Sums>(
    (sum, row) => ({
      calls: sum.calls + row.calls,
      practiceCalls: sum.practiceCalls + row.practiceCalls,
      minutes: sum.minutes + row.minutes,
      costUsd: sum.costUsd + row.costUsd,
    }),
    { calls: 0, practiceCalls: 0, minutes: 0, costUsd: 0 },
  );

/** Minutes to a tenth, without the unit. */
export const tenths = (minutes: number): string => count(Math.round(minutes * 10) / 10);

interface TotalsProps {
  rows: readonly UsageRow[];
  /** Those of the month before; `null` while they are not known. */
  before: readonly UsageRow[] | null;
  month: string;
  monthBefore: string;
}

/** A month of all tenants together, beside the one before. */
export function Totals({ rows, before, month, monthBefore }: TotalsProps) {
  const now = sumsOf(rows);
  const then = before && sumsOf(before);
  const figures = [
    { label: 'Calls', of: (sums: Sums) => sums.calls, words: count },
    { label: 'Of them practice', of: (sums: Sums) => sums.practiceCalls, words: count },
    { label: 'Minutes', of: (sums: Sums) => sums.minutes, words: tenths },
    { label: 'Cost', of: (sums: Sums) => sums.costUsd, words: money },
  ];
  return (
    <section aria-label={`Totals of ${monthName(month)}`}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {figures.map(({ label, of, words }) => (
          <div key={label} className={classes.figure}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="xl" fw={620} className="tabular">
              {words(of(now))}
            </Text>
            {then && (
              <Text size="xs" c="dimmed" className="tabular">
                {words(of(then))} in {monthName(monthBefore)}
                {change(of(now), of(then))}
              </Text>
            )}
          </div>
        ))}
      </SimpleGrid>
    </section>
  );
}

/** `, +12 %`; nothing where there is nothing to compare with. */
function change(now: number, then: number): string {
  if (then === 0 || now === then) return '';
  const percent = Math.round(((now - then) / then) * 100);
  return `, ${percent > 0 ? '+' : '−'}${count(Math.abs(percent))} %`;
}

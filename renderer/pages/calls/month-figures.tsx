import { SimpleGrid, Text } from '@mantine/core';
import { useTenants } from '../../api/get-tenants.ts';
import { useUsage } from '../../api/get-usage.ts';
import { useMinute } from '../../platform/use-now.ts';
import { count, money } from '../../ui/words.ts';
import { dateIn, monthName } from '../../ui/zones.ts';
import classes from './calls.module.css';

/** This month’s calls, minutes and cost, of all tenants or of one. Left out while they are not known. */
export function MonthFigures({ tenantId }: { tenantId: number | null }) {
  const zone = useTenants().data?.find(({ id }) => id === tenantId)?.timeZone;
  const answer = useUsage(dateIn(useMinute(), zone).slice(0, 7)).data;
  if (!answer) return null;
  const rows = answer.rows.filter((row) => tenantId === null || row.tenantId === tenantId);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const month = monthName(answer.month);
  const figures = [
    { label: 'Calls', value: count(sum((row) => row.calls)) },
    { label: 'Practice calls', value: count(sum((row) => row.practiceCalls)) },
    { label: 'Minutes', value: count(Math.round(sum((row) => row.minutes) * 10) / 10) },
    { label: 'Cost', value: money(sum((row) => row.costUsd)) },
  ];
  return (
    <section aria-label={`Totals of ${month}`}>
      <Text size="sm" fw={600} mb="xs">
        {month}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {figures.map(({ label, value }) => (
          <div key={label} className={classes.figure}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="xl" fw={620} className="tabular">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </section>
  );
}

import { SimpleGrid, Table, Text, VisuallyHidden } from '@mantine/core';
import type { Comparison, Totals } from '../../../server/contracts/home.ts';
import { Section } from '../../ui/section.tsx';
import { count, money } from '../../ui/words.ts';

interface Row {
  label: string;
  of(totals: Totals): number;
  words(value: number): string;
}

const minutes = (value: number): string =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value);

const ROWS: readonly Row[] = [
  { label: 'Real calls', of: ({ calls }) => calls, words: count },
  { label: 'Practice calls', of: ({ practiceCalls }) => practiceCalls, words: count },
  { label: 'Minutes', of: (totals) => totals.minutes, words: minutes },
  { label: 'Cost', of: ({ costUsd }) => costUsd, words: money },
];

/** Today and this month, each against the same time before. */
export function Figures({ today, month }: { today: Comparison; month: Comparison }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Compared
        title="Today"
        lead="Against yesterday up to this time."
        comparison={today}
        before="Yesterday"
      />
      <Compared
        title="This month"
        lead="Against the same days of last month."
        comparison={month}
        before="Last month"
      />
    </SimpleGrid>
  );
}

interface ComparedProps {
  title: string;
  lead: string;
  before: string;
  comparison: Comparison;
}

function Compared({ title, lead, before, comparison }: ComparedProps) {
  return (
    <Section title={title} lead={lead}>
      <Table aria-label={title} verticalSpacing={6} horizontalSpacing={0} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VisuallyHidden>What</VisuallyHidden>
            </Table.Th>
            <Table.Th ta="right">Now</Table.Th>
            <Table.Th ta="right">{before}</Table.Th>
            <Table.Th ta="right">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {ROWS.map(({ label, of, words }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right" fw={650}>
                {words(of(comparison.now))}
              </Table.Td>
              <Table.Td ta="right" c="dimmed">
                {words(of(comparison.before))}
              </Table.Td>
              <Table.Td ta="right">
                <Change now={of(comparison.now)} before={of(comparison.before)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

/** By how much it grew or shrank; nothing where there was nothing to compare with. */
function Change({ now, before }: { now: number; before: number }) {
  if (before === 0)
    return (
      <Text span size="sm" c="dimmed">
        {now > 0 ? 'new' : '–'}
      </Text>
    );
  const percent = Math.round((now / before - 1) * 100);
  return (
    <Text span size="sm">
      {percent > 0 ? '+' : percent < 0 ? '−' : ''}
      {count(Math.abs(percent))} %
    </Text>
  );
}

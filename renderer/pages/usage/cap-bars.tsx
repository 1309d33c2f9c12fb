import { Group, Progress, SimpleGrid, Text } from '@mantine/core';
import type { Caps } from '../../../server/contracts/caps.ts';
import type { Spending } from '../../../server/contracts/usage.ts';
import { count, money } from '../../ui/words.ts';

const tenths = (number: number): string => count(Math.round(number * 10) / 10);

const BARS: {
  label: string;
  cap: (caps: Caps) => number | null;
  spent: (spent: Spending) => number;
  words: (amount: number) => string;
}[] = [
  { label: 'Calls now', cap: ({ calls }) => calls, spent: ({ calls }) => calls, words: count },
  {
    label: 'Minutes today',
    cap: ({ dayMinutes }) => dayMinutes,
    spent: ({ dayMinutes }) => dayMinutes,
    words: tenths,
  },
  {
    label: 'Minutes this month',
    cap: ({ monthMinutes }) => monthMinutes,
    spent: ({ monthMinutes }) => monthMinutes,
    words: tenths,
  },
  { label: 'Cost today', cap: ({ dayUsd }) => dayUsd, spent: ({ dayUsd }) => dayUsd, words: money },
  {
    label: 'Cost this month',
    cap: ({ monthUsd }) => monthUsd,
    spent: ({ monthUsd }) => monthUsd,
    words: money,
  },
];

/** Whether there is a limit that fills up over time; those of a single call do not. */
export function hasCapBars(caps: Caps): boolean {
  return BARS.some(({ cap }) => cap(caps) !== null);
}

const colourAt = (part: number): string => {
  if (part >= 1) return 'red';
  return part >= 0.8 ? 'yellow' : 'pine';
};

interface CapBarsProps {
  caps: Caps;
  spent: Spending;
  /** Whose they are, for screen readers. */
  of: string;
}

/** How much of each limit is used. */
export function CapBars({ caps, spent, of }: CapBarsProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
      {BARS.map(({ label, cap, spent: spentOf, words }) => {
        const limit = cap(caps);
        if (limit === null) return null;
        const used = spentOf(spent);
        return (
          <div key={label}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm">{label}</Text>
              <Text size="sm" className="tabular nowrap">
                {words(used)} of {words(limit)}
              </Text>
            </Group>
            <Progress
              mt={4}
              value={Math.min(100, (used / limit) * 100)}
              color={colourAt(used / limit)}
              aria-label={`${label} of ${of}`}
            />
            {used >= limit && (
              <Text size="xs" mt={4} fw={600}>
                Reached: new callers are asked for a message.
              </Text>
            )}
          </div>
        );
      })}
    </SimpleGrid>
  );
}

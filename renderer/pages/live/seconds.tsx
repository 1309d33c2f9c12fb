import { Text, type TextProps } from '@mantine/core';
import { useNow } from '../../platform/use-now.ts';
import { clockTime } from '../../ui/words.ts';

/** How long ago something began, counting. */
export function Seconds({ since, ...text }: TextProps & { since: string }) {
  const now = useNow();
  return (
    <Text span size="sm" className="tabular" c="dimmed" {...text} role="timer">
      {clockTime(now - Date.parse(since))}
    </Text>
  );
}

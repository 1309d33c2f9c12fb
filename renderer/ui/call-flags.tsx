import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconFlag } from '@tabler/icons-react';
import type { CallFlag } from '../../server/contracts/call.ts';
import { FLAG, flagText } from './call-words.ts';
import { clockTime } from './words.ts';

/** What a person should look at in a call, each with what to do. */
export function FlagAlerts({ flags }: { flags: readonly CallFlag[] }) {
  if (flags.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label="Flags">
      {flags.map((flag) => {
        const { title, advice, color } = FLAG[flag.kind];
        const more = flagText(flag);
        return (
          <Alert
            key={`${flag.kind}-${flag.atMs}`}
            color={color}
            icon={<IconFlag size={18} aria-hidden />}
            title={flag.atMs > 0 ? `${title}, at ${clockTime(flag.atMs)}` : title}
          >
            {more && (
              <Text size="sm" mb={4}>
                {more}
              </Text>
            )}
            {advice}
          </Alert>
        );
      })}
    </Stack>
  );
}

interface FlagBadgesProps {
  flags: readonly CallFlag[];
  /** Somebody has looked at them. */
  isReviewed?: boolean;
}

/** The same at a glance: one mark for each kind. */
export function FlagBadges({ flags, isReviewed = false }: FlagBadgesProps) {
  const kinds = [...new Set(flags.map(({ kind }) => kind))];
  if (kinds.length === 0) return null;
  return (
    <Group gap={6}>
      {kinds.map((kind) => (
        <Badge
          key={kind}
          size="sm"
          variant="light"
          tt="none"
          color={isReviewed ? 'gray' : FLAG[kind].color}
          leftSection={
            isReviewed ? (
              <IconCheck size={11} role="img" aria-label="Looked at:" />
            ) : (
              <IconFlag size={11} aria-hidden />
            )
          }
        >
          {FLAG[kind].title}
        </Badge>
      ))}
    </Group>
  );
}

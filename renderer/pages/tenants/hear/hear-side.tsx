import { Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import type { Rehearsal } from '../../../../server/contracts/rehearsal.ts';
import { messageOf } from '../../../api/client.ts';
import { Problem } from '../../../ui/problem.tsx';
import { WordDiff } from '../../../ui/word-diff.tsx';
import { money } from '../../../ui/words.ts';
import classes from './hear-side.module.css';
import { PlayButton } from './play-button.tsx';
import type { Hearable } from './settings-choice.ts';
import { useSound } from './sound.ts';

interface HearSideProps {
  name: 'a' | 'b';
  all: readonly Hearable[];
  chosen: string | null;
  onChoose(value: string): void;
  mine: { data: Rehearsal | undefined; error: unknown; isPending: boolean };
  /** What the other side says, to mark what differs. */
  other: string | undefined;
}

/** One of the two settings that are compared, and what the agent says with it. */
export function HearSide({ name, all, chosen, onChoose, mine, other }: HearSideProps) {
  const title = name.toUpperCase();
  const { data, error, isPending } = mine;
  const { problem } = useSound();
  return (
    <section aria-label={`Side ${title}`} className={classes.side}>
      <Stack gap="sm">
        <Select
          label={`Settings of ${title}`}
          allowDeselect={false}
          data={all.map(({ value, label }) => ({ value, label }))}
          value={chosen}
          onChange={(value) => value !== null && onChoose(value)}
        />
        {isPending && (
          <Stack gap={6} role="status" aria-label="The agent is thinking">
            <Skeleton height={12} />
            <Skeleton height={12} width="80%" />
          </Stack>
        )}
        {error !== null && !isPending && <Problem text={messageOf(error)} />}
        {data && !isPending && (
          <Group gap="sm" align="flex-start" wrap="nowrap">
            {data.audioUrl !== null && <PlayButton url={data.audioUrl} of={`the answer of ${title}`} />}
            <div className={classes.words}>
              <Text size="sm" component="div" role="status">
                <Words name={name} mine={data.text} other={other} />
              </Text>
              <Text size="xs" c="dimmed" mt={4}>
                {said(data, other)}
              </Text>
              {problem !== null && problem.url === data.audioUrl && <Problem text={problem.text} />}
            </div>
          </Group>
        )}
        {!data && !isPending && !error && (
          <Text size="sm" c="dimmed">
            Not heard yet.
          </Text>
        )}
      </Stack>
    </section>
  );
}

function Words({ name, mine, other }: { name: 'a' | 'b'; mine: string; other: string | undefined }) {
  if (other === undefined) return mine;
  return name === 'a' ? (
    <WordDiff before={mine} after={other} side="before" />
  ) : (
    <WordDiff before={other} after={mine} side="after" />
  );
}

function said({ text, audioUrl, costUsd }: Rehearsal, other: string | undefined): string {
  const parts = [
    text === other ? 'Both say the same.' : null,
    audioUrl === null ? 'There is no sound of it.' : null,
    costUsd > 0 ? `It cost ${money(costUsd)}.` : null,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

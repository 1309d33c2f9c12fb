import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { nextSpan, type Span } from './next-span.ts';
import classes from './schedule.module.css';

interface SpansProps {
  spans: readonly Span[];
  onChange(spans: Span[]): void;
  /** What the hours are of; names the fields for those who do not see them. */
  of: string;
  /** What it means that there are none. */
  none: string;
  /** What is wrong with the span at an index. */
  problem(index: number): string | undefined;
}

/** The hours of one day, as spans from one time to another. */
export function Spans({ spans, onChange, of, none, problem }: SpansProps) {
  const id = useId();
  const set = (index: number, change: Partial<Span>) =>
    onChange(spans.map(({ from, to }, at) => (at === index ? { from, to, ...change } : { from, to })));
  const add = () => onChange([...spans, nextSpan(spans)]);
  const label = `Add hours: ${of}`;
  const first = spans.findIndex((_, index) => problem(index) !== undefined);
  return (
    <Stack gap={4}>
      <div className={classes.spans}>
        {spans.length === 0 && (
          <Text size="sm" c="dimmed" className={classes.none}>
            {none}
          </Text>
        )}
        {spans.map((span, index) => {
          const wrong = problem(index) !== undefined;
          const time = { wrong, complaint: first === -1 ? undefined : id };
          return (
            // Spans keep their place while they are edited.
            <Group key={index} gap={6} wrap="nowrap">
              <Time
                {...time}
                label={`${of}, from`}
                value={span.from}
                onChange={(from) => set(index, { from })}
              />
              <Text size="sm" c="dimmed">
                to
              </Text>
              <Time
                {...time}
                label={`${of}, to`}
                value={span.to}
                onChange={(to) => set(index, { to: to === '00:00' ? '24:00' : to })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove these hours: ${of}, ${span.from} to ${span.to}`}
                onClick={() => onChange(spans.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          );
        })}
        {spans.length === 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={label}
            onClick={add}
          >
            Add hours
          </Button>
        ) : (
          <ActionIcon variant="default" aria-label={label} onClick={add}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Problem text={problem(first)} id={id} />
    </Stack>
  );
}

interface TimeProps {
  label: string;
  value: string;
  wrong: boolean;
  /** Id of the sentence that says what is wrong. */
  complaint: string | undefined;
  onChange(value: string): void;
}

function Time({ label, value, wrong, complaint, onChange }: TimeProps) {
  return (
    <TextInput
      type="time"
      size="xs"
      aria-label={label}
      error={wrong}
      aria-errormessage={wrong ? complaint : undefined}
      // A clock knows no 24:00.
      value={value === '24:00' ? '00:00' : value}
      onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value)}
    />
  );
}

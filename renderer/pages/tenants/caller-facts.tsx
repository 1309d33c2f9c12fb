import { ActionIcon, Checkbox, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { CallerFact } from '../../../server/contracts/memory.ts';
import { Moment } from '../../ui/moment.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './versions.module.css';

interface CallerFactsProps {
  facts: readonly CallerFact[];
  zone: string;
  saving: boolean;
  /** The list as it is to be. */
  onChange(facts: CallerFact[]): void;
}

/** Things known of a caller, each with the call it came from, its mark, and a way to remove it. */
export function CallerFacts({ facts, zone, saving, onChange }: CallerFactsProps) {
  return (
    <Stack component="ul" gap="sm" className={classes.list}>
      {facts.map((fact) => (
        <li key={fact.text}>
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
            <Stack gap={4} style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Text size="sm">{fact.text}</Text>
              <Source fact={fact} zone={zone} />
              <Checkbox
                size="xs"
                label="Sensitive"
                aria-label={`Sensitive: ${fact.text}`}
                checked={fact.sensitive}
                disabled={saving}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(facts.map((one) => (one === fact ? { ...one, sensitive: checked } : one)))
                }
              />
            </Stack>
            <Tooltip label="Remove">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove: ${fact.text}`}
                disabled={saving}
                onClick={() => onChange(facts.filter((one) => one !== fact))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        </li>
      ))}
    </Stack>
  );
}

function Source({ fact: { callSid, at }, zone }: { fact: CallerFact; zone: string }) {
  return (
    <Text size="xs" c="dimmed" component="div">
      {callSid === null ? 'Written by a person' : <TextLink href={`/calls/${callSid}`}>From a call</TextLink>}
      {', '}
      <Moment iso={at} zone={zone} size="xs" />
    </Text>
  );
}

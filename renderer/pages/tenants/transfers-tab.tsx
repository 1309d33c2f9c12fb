import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Destination } from './destination.tsx';
import { Origin } from './inherited.tsx';
import { ListField } from './list-field.tsx';
import { useField } from './use-field.ts';

const NEW: TransferDestination = {
  label: '',
  number: '',
  when: '',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

/** Whom callers can be put through to, and who is turned away. */
export function TransfersTab() {
  return (
    <Stack gap="lg">
      <Destinations />
      <Section title="Countries" lead="Nothing is dialled elsewhere, and premium-rate numbers never are.">
        <ListField
          field="dialCountries"
          label="Countries that may be dialled"
          description="Two-letter codes."
          placeholder="US"
        />
      </Section>
      <Section title="Blocked callers" lead="They hear a polite sentence, and the call costs nothing.">
        <ListField
          field="blockedCallers"
          label="Numbers"
          description="In international form."
          placeholder="+15551234567"
        />
      </Section>
    </Stack>
  );
}

function Destinations() {
  const [added, setAdded] = useState<number | null>(null);
  const { value, own, inherit, set, wrong } = useField('transfers', []);
  return (
    <Section
      title="Transfers"
      lead="People and teams a caller can be put through to. The agent picks a name from this list; it never dials a number that a caller tells it."
      actions={<Origin label="Transfers" own={own} inherit={inherit} />}
    >
      {value.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody yet: the agent takes messages instead.
        </Text>
      )}
      {value.map((destination, index) => (
        <Destination
          // Destinations keep their place while they are edited.
          key={index}
          value={destination}
          wrong={wrong.at(index)}
          isNew={index === added}
          onChange={(next) => set(value.map((one, at) => (at === index ? next : one)))}
          onRemove={() => set(value.filter((_, at) => at !== index))}
        />
      ))}
      <Problem text={wrong.own} />
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            set([...value, NEW]);
            setAdded(value.length);
          }}
        >
          Add a person or team
        </Button>
      </Group>
    </Section>
  );
}

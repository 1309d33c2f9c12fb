import {
  Button,
  Group,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import { Section } from '../../ui/section.tsx';
import { Inherited } from './inherited.tsx';
import { ListField } from './list-field.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
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
  const { value, own, inherit, set, error } = useField('transfers', []);
  const change = (index: number, next: TransferDestination) =>
    set(value.map((one, at) => (at === index ? next : one)));
  return (
    <Stack gap="lg">
      <Section
        title="Transfers"
        lead="People and teams a caller can be put through to. The agent picks a name from this list; it never dials a number that a caller tells it."
      >
        <Inherited label="Transfers" own={own} inherit={inherit}>
          <Stack gap="md">
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
                onChange={(next) => change(index, next)}
                onRemove={() => set(value.filter((_, at) => at !== index))}
              />
            ))}
            {error && (
              <Text size="sm" c="red" role="alert">
                {error}
              </Text>
            )}
            <Group>
              <Button variant="default" onClick={() => set([...value, NEW])}>
                Add a person or team
              </Button>
            </Group>
          </Stack>
        </Inherited>
        <ListField
          field="dialCountries"
          label="Countries that may be dialled"
          description="Two-letter codes. Premium-rate numbers are never dialled."
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

interface DestinationProps {
  value: TransferDestination;
  onChange(value: TransferDestination): void;
  onRemove(): void;
}

function Destination({ value, onChange, onRemove }: DestinationProps) {
  const name = value.label || 'the new destination';
  return (
    <Paper withBorder p="md" component="fieldset" aria-label={name}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label="Name"
            placeholder="Billing"
            value={value.label}
            onChange={(event) => onChange({ ...value, label: event.currentTarget.value })}
          />
          <TextInput
            label="Number"
            placeholder="+15551234567"
            value={value.number}
            onChange={(event) => onChange({ ...value, number: event.currentTarget.value.trim() })}
          />
        </SimpleGrid>
        <Textarea
          label="When to use it"
          placeholder="Questions about an invoice or a payment"
          autosize
          minRows={1}
          value={value.when}
          onChange={(event) => onChange({ ...value, when: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={`How callers are put through to ${name}`}
          data={[
            { value: 'warm', label: 'Announce, and ask to press 1' },
            { value: 'cold', label: 'Put through at once' },
          ]}
          value={value.mode}
          onChange={(mode) => onChange({ ...value, mode: mode === 'cold' ? 'cold' : 'warm' })}
        />
        <details>
          <summary>Hours of {name}</summary>
          <ScheduleEditor
            value={value.schedule}
            onChange={(schedule) => onChange({ ...value, schedule })}
            of={`Hours of ${name}`}
            withHolidays={false}
          />
        </details>
        <Group justify="flex-end">
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            onClick={onRemove}
            aria-label={`Remove ${name}`}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

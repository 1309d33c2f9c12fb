import { Group, Paper, Radio, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import type { Complaints } from '../../ui/field-errors.ts';
import { RemoveButton } from '../../ui/remove-button.tsx';
import classes from './destination.module.css';
import { ScheduleEditor } from './schedule-editor.tsx';

interface DestinationProps {
  value: TransferDestination;
  wrong: Complaints;
  /** It has just been added, and is the next thing to fill in. */
  isNew: boolean;
  onChange(value: TransferDestination): void;
  onRemove(): void;
}

/** A person or team that callers can be put through to. */
export function Destination({ value, wrong, isNew, onChange, onRemove }: DestinationProps) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) first.current?.focus();
  }, [isNew]);
  const name = value.label || 'the new destination';
  return (
    <Paper withBorder radius="md" p="md" component="fieldset" className={classes.card} aria-label={name}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput
            ref={first}
            label="Name"
            placeholder="Billing"
            value={value.label}
            error={wrong.at('label').any}
            onChange={(event) => onChange({ ...value, label: event.currentTarget.value })}
          />
          <TextInput
            label="Number"
            placeholder="+15551234567"
            type="tel"
            value={value.number}
            error={wrong.at('number').any}
            onChange={(event) => onChange({ ...value, number: event.currentTarget.value.trim() })}
          />
        </SimpleGrid>
        <Textarea
          label="When to use it"
          placeholder="Questions about an invoice or a payment"
          autosize
          minRows={1}
          value={value.when}
          error={wrong.at('when').any}
          onChange={(event) => onChange({ ...value, when: event.currentTarget.value })}
        />
        <Radio.Group
          aria-label={`How callers are put through to ${name}`}
          value={value.mode}
          onChange={(mode) => onChange({ ...value, mode: mode === 'cold' ? 'cold' : 'warm' })}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <Radio
              value="warm"
              label="Announce first"
              description="The person hears who is calling and why, and presses 1 to accept. If not, the caller comes back to the agent."
            />
            <Radio value="cold" label="Put through at once" description="It rings there without a word." />
          </SimpleGrid>
        </Radio.Group>
        <Reachable name={name} value={value} wrong={wrong.at('schedule')} onChange={onChange} />
        <Group justify="flex-end">
          <RemoveButton what={name} onRemove={onRemove} />
        </Group>
      </Stack>
    </Paper>
  );
}

type ReachableProps = Pick<DestinationProps, 'value' | 'wrong' | 'onChange'> & { name: string };

function Reachable({ name, value, wrong, onChange }: ReachableProps) {
  const [opened, setOpened] = useState(false);
  const always = value.schedule.weekly.length === 0;
  return (
    <details
      className={classes.hours}
      open={opened || wrong.any !== undefined}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        Hours of {name}: {always ? 'at all times' : 'its own'}
      </summary>
      <ScheduleEditor
        value={value.schedule}
        wrong={wrong}
        onChange={(schedule) => onChange({ ...value, schedule })}
        of={`Hours of ${name}`}
        withHolidays={false}
      />
    </details>
  );
}

import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Schedule } from '../../../server/contracts/hours.ts';
import type { Complaints } from '../../ui/field-errors.ts';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { Removed } from './removed.tsx';
import classes from './schedule.module.css';
import { Spans } from './spans.tsx';
import { useRemoval } from './use-removal.ts';

type Holiday = Schedule['holidays'][number];

interface HolidaysProps {
  holidays: readonly Holiday[];
  onChange(holidays: Holiday[]): void;
  wrong: Complaints;
}

const NEW: Holiday = { date: '', yearly: true, name: '', spans: [] };

/** The days on which other hours hold than on their weekday. */
export function Holidays({ holidays, onChange, wrong }: HolidaysProps) {
  const { gone, remove, putBack } = useRemoval(holidays, onChange);
  return (
    <Stack gap="xs" mt="md">
      <Title order={3}>Holidays and other hours</Title>
      {holidays.length === 0 && (
        <Text size="sm" c="dimmed">
          None: the weekly hours hold on every day of the year.
        </Text>
      )}
      {holidays.map((holiday, index) => (
        <HolidayRow
          // Holidays keep their place while they are edited.
          key={index}
          holiday={holiday}
          wrong={wrong.at(index)}
          onChange={(change) =>
            onChange(holidays.map((one, at) => (at === index ? { ...one, ...change } : one)))
          }
          onRemove={() => remove(index)}
        />
      ))}
      {gone !== null && <Removed name={gone.name || 'The holiday'} onUndo={putBack} />}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...holidays, NEW])}
        >
          Add a holiday
        </Button>
      </Group>
    </Stack>
  );
}

interface HolidayRowProps {
  holiday: Holiday;
  wrong: Complaints;
  onChange(change: Partial<Holiday>): void;
  onRemove(): void;
}

function HolidayRow({ holiday, wrong, onChange, onRemove }: HolidayRowProps) {
  const name = holiday.name || 'the new holiday';
  return (
    <fieldset className={classes.holiday} aria-label={name}>
      <div className={classes.which}>
        <TextInput
          size="xs"
          type="date"
          aria-label={`Date of ${name}`}
          value={holiday.date}
          error={wrong.at('date').any}
          onChange={(event) => onChange({ date: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          className={classes.name}
          aria-label={`Name of ${name}`}
          placeholder="Christmas Day"
          value={holiday.name}
          error={wrong.at('name').any}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          mt={6}
          label="Every year"
          checked={holiday.yearly}
          onChange={(event) => onChange({ yearly: event.currentTarget.checked })}
        />
        <RemoveButton what={name} onRemove={onRemove} />
      </div>
      <Spans
        spans={holiday.spans}
        onChange={(spans) => onChange({ spans })}
        of={name}
        none="Closed all day"
        problem={(index) => wrong.at('spans', index).any}
      />
    </fieldset>
  );
}

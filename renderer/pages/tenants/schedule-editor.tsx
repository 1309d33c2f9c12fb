import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type Schedule, WEEKDAYS, type Weekday } from '../../../server/contracts/hours.ts';
import { capital } from '../../ui/words.ts';
import classes from './schedule.module.css';

type Span = { from: string; to: string };
type Holiday = Schedule['holidays'][number];

interface ScheduleEditorProps {
  value: Schedule;
  onChange(value: Schedule): void;
  /** What the hours are of; names the fields for those who do not see them. */
  of: string;
  /** Holidays are for the business; a person's hours do without. */
  withHolidays: boolean;
}

const MORNING: Span = { from: '09:00', to: '17:00' };

/** Weekly hours day by day, and the days on which others hold. */
export function ScheduleEditor({ value, onChange, of, withHolidays }: ScheduleEditorProps) {
  const spansOf = (day: Weekday) => value.weekly.filter((span) => span.day === day);
  const setDay = (day: Weekday, spans: Span[]) => {
    const others = value.weekly.filter((span) => span.day !== day);
    const weekly = [...others, ...spans.map((span) => ({ ...span, day }))];
    weekly.sort((a, b) => WEEKDAYS.indexOf(a.day) - WEEKDAYS.indexOf(b.day) || (a.from < b.from ? -1 : 1));
    onChange({ ...value, weekly });
  };
  const copyMonday = () => {
    const spans = spansOf('monday');
    const kept = value.weekly.filter(({ day }) => day === 'saturday' || day === 'sunday');
    const weekdays = WEEKDAYS.slice(0, 5).flatMap((day) => spans.map((span) => ({ ...span, day })));
    onChange({ ...value, weekly: [...weekdays, ...kept] });
  };
  return (
    <Stack gap="xs">
      {WEEKDAYS.map((day) => (
        <div key={day} className={classes.day}>
          <Text size="sm" fw={500}>
            {capital(day)}
          </Text>
          <Spans
            spans={spansOf(day)}
            onChange={(spans) => setDay(day, spans)}
            of={`${of} on ${capital(day)}`}
            none={value.weekly.length === 0 ? 'At all times' : 'Closed'}
          />
        </div>
      ))}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={copyMonday}
          disabled={spansOf('monday').length === 0}
        >
          Copy Monday to Friday
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onChange({ ...value, weekly: [] })}
          disabled={value.weekly.length === 0}
        >
          No fixed hours
        </Button>
      </Group>
      {withHolidays && (
        <Holidays holidays={value.holidays} onChange={(holidays) => onChange({ ...value, holidays })} />
      )}
    </Stack>
  );
}

interface SpansProps {
  spans: Span[];
  onChange(spans: Span[]): void;
  of: string;
  none: string;
}

function Spans({ spans, onChange, of, none }: SpansProps) {
  const set = (index: number, change: Partial<Span>) =>
    onChange(spans.map((span, at) => (at === index ? { from: span.from, to: span.to, ...change } : span)));
  return (
    <div className={classes.spans}>
      {spans.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {spans.map((span, index) => (
        // Spans keep their place while they are edited.
        <Group key={index} gap={6} wrap="nowrap">
          <Time label={`${of}, from`} value={span.from} onChange={(from) => set(index, { from })} />
          <Text size="sm" c="dimmed">
            to
          </Text>
          <Time
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
      ))}
      <ActionIcon
        variant="default"
        aria-label={`Add hours: ${of}`}
        onClick={() => onChange([...spans, MORNING])}
      >
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Time({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextInput
      type="time"
      size="xs"
      aria-label={label}
      // A clock knows no 24:00.
      value={value === '24:00' ? '00:00' : value}
      onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value)}
    />
  );
}

function Holidays({ holidays, onChange }: { holidays: Holiday[]; onChange(holidays: Holiday[]): void }) {
  const set = (index: number, change: Partial<Holiday>) =>
    onChange(holidays.map((holiday, at) => (at === index ? { ...holiday, ...change } : holiday)));
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm" fw={600}>
        Holidays and other hours
      </Text>
      {holidays.map((holiday, index) => (
        // Holidays keep their place while they are edited.
        <div key={index} className={classes.holiday}>
          <TextInput
            size="xs"
            type="date"
            aria-label={`Date of ${holiday.name || 'the holiday'}`}
            value={holiday.date}
            onChange={(event) =>
              event.currentTarget.value !== '' && set(index, { date: event.currentTarget.value })
            }
          />
          <TextInput
            size="xs"
            aria-label="Name of the holiday"
            placeholder="Christmas Day"
            value={holiday.name}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
          />
          <Checkbox
            size="xs"
            label="Every year"
            checked={holiday.yearly}
            onChange={(event) => set(index, { yearly: event.currentTarget.checked })}
          />
          <Spans
            spans={holiday.spans}
            onChange={(spans) => set(index, { spans })}
            of={holiday.name || 'the holiday'}
            none="Closed all day"
          />
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={() => onChange(holidays.filter((_, at) => at !== index))}
            aria-label={`Remove ${holiday.name || 'the holiday'}`}
          >
            Remove
          </Button>
        </div>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...holidays, { date: '2026-12-25', yearly: true, name: '', spans: [] }])}
        >
          Add a holiday
        </Button>
      </Group>
    </Stack>
  );
}

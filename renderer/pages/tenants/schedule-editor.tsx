import { Button, Group, Stack, Text } from '@mantine/core';
import { type Schedule, WEEKDAYS, type Weekday } from '../../../server/contracts/hours.ts';
import type { Complaints } from '../../ui/field-errors.ts';
import { Problem } from '../../ui/problem.tsx';
import { capital } from '../../ui/words.ts';
import { Holidays } from './holidays.tsx';
import type { Span } from './next-span.ts';
import classes from './schedule.module.css';
import { Spans } from './spans.tsx';

interface ScheduleEditorProps {
  value: Schedule;
  onChange(value: Schedule): void;
  wrong: Complaints;
  /** What the hours are of; names the fields for those who do not see them. */
  of: string;
  /** Holidays are for the business; a person's hours do without. */
  withHolidays: boolean;
}

/** Weekly hours day by day, and the days on which others hold. */
export function ScheduleEditor({ value, onChange, wrong, of, withHolidays }: ScheduleEditorProps) {
  const indexed = value.weekly.map((span, index) => ({ ...span, index }));
  const spansOf = (day: Weekday) => indexed.filter((span) => span.day === day);
  // Within a day the spans stay as they are: a time that is half typed must not move its row.
  const setDay = (day: Weekday, spans: Span[]) => {
    const others = value.weekly.filter((span) => span.day !== day);
    const weekly = [...others, ...spans.map((span) => ({ ...span, day }))];
    onChange({ ...value, weekly: weekly.sort((a, b) => order(a.day) - order(b.day)) });
  };
  const monday = spansOf('monday').map(({ from, to }) => ({ from, to }));
  const copyMonday = () => {
    const kept = value.weekly.filter(({ day }) => day === 'saturday' || day === 'sunday');
    const weekdays = WEEKDAYS.slice(0, 5).flatMap((day) => monday.map((span) => ({ ...span, day })));
    onChange({ ...value, weekly: [...weekdays, ...kept] });
  };
  return (
    <Stack gap="xs">
      <div>
        {WEEKDAYS.map((day) => {
          const spans = spansOf(day);
          return (
            <div key={day} className={classes.day}>
              <Text size="sm" fw={500} className={classes.weekday}>
                {capital(day)}
              </Text>
              <Spans
                spans={spans}
                onChange={(next) => setDay(day, next)}
                of={`${of} on ${capital(day)}`}
                none={value.weekly.length === 0 ? 'At all times' : 'Closed'}
                problem={(index) => {
                  const span = spans[index];
                  return span && wrong.at('weekly', span.index).any;
                }}
              />
            </div>
          );
        })}
      </div>
      <Problem text={wrong.own ?? wrong.at('weekly').own ?? wrong.at('holidays').own} />
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={copyMonday} disabled={monday.length === 0}>
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
        <Holidays
          holidays={value.holidays}
          wrong={wrong.at('holidays')}
          onChange={(holidays) => onChange({ ...value, holidays })}
        />
      )}
    </Stack>
  );
}

const order = (day: Weekday): number => WEEKDAYS.indexOf(day);

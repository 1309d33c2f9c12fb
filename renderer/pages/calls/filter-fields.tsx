import { Button, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { endReason } from '../../../server/contracts/call.ts';
import { callOutcome } from '../../../server/contracts/reading.ts';
import { engineId } from '../../../server/contracts/settings.ts';
import { nowMs } from '../../platform/time.ts';
import { OUTCOME } from '../../ui/call-words.ts';
import { END_SHORT } from '../../ui/words.ts';
import { type CallFilter, dayBefore, engineWords } from './call-filters.ts';

interface FilterFieldsProps {
  filter: CallFilter;
  onChange(change: Partial<CallFilter>): void;
}

const PERIODS = [
  { label: 'Today', days: 0 },
  { label: 'Last 7 days', days: 6 },
  { label: 'Last 30 days', days: 29 },
];

/** Everything a list of calls can be narrowed by, besides words and tenant. */
export function FilterFields({ filter, onChange }: FilterFieldsProps) {
  return (
    <Stack gap="sm">
      <Periods filter={filter} onChange={onChange} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <TextInput
          type="date"
          label="From"
          value={filter.from}
          max={filter.to || undefined}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To"
          value={filter.to}
          min={filter.from || undefined}
          error={filter.from && filter.to && filter.to < filter.from ? 'This day is before the first.' : null}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        <Choice
          label="Outcome"
          value={filter.outcome}
          options={callOutcome.options.map((value) => ({ value, label: OUTCOME[value].text }))}
          onChange={(outcome) => onChange({ outcome })}
        />
        <Choice
          label="How it ended"
          value={filter.ending}
          options={endReason.options.map((value) => ({ value, label: END_SHORT[value] }))}
          onChange={(ending) => onChange({ ending })}
        />
        <Choice
          label="Flags"
          value={filter.flagged}
          options={[
            { value: 'yes', label: 'With a flag' },
            { value: 'new', label: 'With a flag, not looked at' },
            { value: 'no', label: 'Without flags' },
          ]}
          onChange={(flagged) => onChange({ flagged })}
        />
        <Choice
          label="Kind"
          value={filter.kind}
          options={[
            { value: 'real', label: 'Real calls' },
            { value: 'practice', label: 'Practice calls' },
          ]}
          onChange={(kind) => onChange({ kind })}
        />
        <Choice
          label="Engine"
          value={filter.engine || null}
          options={engineId.options.map((value) => ({ value, label: engineWords(value) }))}
          onChange={(engine) => onChange({ engine: engine ?? '' })}
        />
        <CallerField caller={filter.caller} onChange={(caller) => onChange({ caller })} />
        <NumberInput
          label="Shortest length"
          suffix=" s"
          min={0}
          max={86_400}
          step={30}
          placeholder="Any"
          value={filter.longer ?? ''}
          onChange={(value) => onChange({ longer: Number(value) || null })}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** The usual stretches of days up to today; pressed once more, all days count again. */
function Periods({ filter, onChange }: FilterFieldsProps) {
  const today = dayBefore(nowMs(), 0);
  return (
    <Group gap="xs">
      {PERIODS.map(({ label, days }) => {
        const from = dayBefore(nowMs(), days);
        const isChosen = filter.from === from && filter.to === today;
        return (
          <Button
            key={label}
            size="xs"
            variant={isChosen ? 'light' : 'default'}
            aria-pressed={isChosen}
            onClick={() => onChange(isChosen ? { from: '', to: '' } : { from, to: today })}
          >
            {label}
          </Button>
        );
      })}
    </Group>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T | null;
  options: readonly { value: T; label: string }[];
  onChange(value: T | null): void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Select
      label={label}
      placeholder="Any"
      clearable
      data={[...options]}
      value={value}
      onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
    />
  );
}

/** Taken once it can be a number, so that half of one does not empty the list. */
function CallerField({ caller, onChange }: { caller: string; onChange(caller: string): void }) {
  const [typed, setTyped] = useState(caller);
  const [shownFor, setShownFor] = useState(caller);
  const [wrong, setWrong] = useState(false);
  if (shownFor !== caller) {
    setShownFor(caller);
    setTyped(caller);
    setWrong(false);
  }
  const take = (): void => {
    const isWrong = typed.trim() !== '' && !/\d/.test(typed);
    setWrong(isWrong);
    if (!isWrong) onChange(typed.trim());
  };
  return (
    <TextInput
      label="Caller’s number"
      placeholder="Part of it, such as 555 0123"
      inputMode="tel"
      maxLength={40}
      value={typed}
      error={wrong ? 'Write digits of the number, such as 555 0123.' : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}

import { NumberInput, SimpleGrid } from '@mantine/core';
import type { Caps } from '../../server/contracts/caps.ts';
import type { Complaints } from './field-errors.ts';
import { Problem } from './problem.tsx';

const FIELDS: { field: keyof Caps; label: string; prefix?: string; whole?: true }[] = [
  { field: 'callMinutes', label: 'Minutes for one call' },
  { field: 'dayMinutes', label: 'Minutes a day' },
  { field: 'monthMinutes', label: 'Minutes a month' },
  { field: 'callUsd', label: 'Dollars for one call', prefix: '$' },
  { field: 'dayUsd', label: 'Dollars a day', prefix: '$' },
  { field: 'monthUsd', label: 'Dollars a month', prefix: '$' },
  { field: 'calls', label: 'Calls at once', whole: true },
];

interface CapFieldsProps {
  value: Caps;
  wrong: Complaints;
  onChange(value: Caps): void;
}

/** Limits in minutes and money; an empty field is no limit. */
export function CapFields({ value, wrong, onChange }: CapFieldsProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {FIELDS.map(({ field, label, prefix, whole }) => (
          <NumberInput
            key={field}
            label={label}
            placeholder="No limit"
            min={0}
            prefix={prefix}
            allowDecimal={!whole}
            value={value[field] ?? ''}
            error={wrong.at(field).any}
            onChange={(next) =>
              onChange({ ...value, [field]: typeof next === 'number' && next > 0 ? next : null })
            }
          />
        ))}
      </SimpleGrid>
      <Problem text={wrong.own} />
    </>
  );
}

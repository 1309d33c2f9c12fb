import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import type { Complaints } from '../../ui/field-errors.ts';
import { Inherited } from './inherited.tsx';
import { useField } from './use-field.ts';

/** Settings that are a list of short texts. */
type ListName = 'languages' | 'dialCountries' | 'blockedCallers' | 'toolHosts';

interface ListFieldProps {
  field: ListName;
  label: string;
  description: ReactNode;
  placeholder: string;
}

/** A setting that is a list of short texts, as chips. */
export function ListField({ field, label, description, placeholder }: ListFieldProps) {
  const { value, own, inherit, set, wrong } = useField(field, []);
  return (
    <Inherited label={label} own={own} inherit={inherit}>
      <Chips
        label={label}
        description={description}
        placeholder={placeholder}
        value={value}
        wrong={wrong}
        onChange={set}
      />
    </Inherited>
  );
}

interface ChipsProps {
  label: string;
  description: ReactNode;
  placeholder: string;
  value: AgentSettings[ListName];
  wrong: Complaints;
  onChange(value: string[]): void;
}

/** Short texts, each ended by Enter or a comma. */
export function Chips({ label, description, placeholder, value, wrong, onChange }: ChipsProps) {
  const refused = value.findIndex((_, index) => wrong.at(index).any !== undefined);
  const error = refused === -1 ? wrong.own : `${value[refused]}: ${wrong.at(refused).any}`;
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={value.length === 0 ? placeholder : ''}
      splitChars={[',', ';']}
      acceptValueOnBlur
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

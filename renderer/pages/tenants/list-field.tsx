import { TagsInput } from '@mantine/core';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import { Inherited } from './inherited.tsx';
import { useField } from './use-field.ts';

/** Settings that are a list of short texts. */
type ListName = 'languages' | 'dialCountries' | 'blockedCallers' | 'toolHosts';

interface ListFieldProps {
  field: ListName;
  label: string;
  description: string;
  placeholder: string;
}

/** A setting that is a list of short texts, as chips. */
export function ListField({ field, label, description, placeholder }: ListFieldProps) {
  const { value, own, inherit, set, error } = useField(field, []);
  return (
    <Inherited label={label} own={own} inherit={inherit}>
      <Chips
        label={label}
        description={description}
        placeholder={placeholder}
        value={value}
        error={error}
        onChange={set}
      />
    </Inherited>
  );
}

interface ChipsProps {
  label: string;
  description: string;
  placeholder: string;
  value: AgentSettings[ListName];
  error?: string | undefined;
  onChange(value: string[]): void;
}

/** Short texts, each ended by Enter or a comma. */
export function Chips({ label, description, placeholder, value, error, onChange }: ChipsProps) {
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

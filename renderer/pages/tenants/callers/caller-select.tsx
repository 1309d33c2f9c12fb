import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useCallers } from '../../../api/get-callers.ts';
import { phone } from '../../../ui/words.ts';

/** No country has the code 999: nobody has ever called from here. */
const NEW = { value: '+999999999999', label: 'Somebody new' };
const WITHHELD = { value: 'anonymous', label: 'Somebody who withholds the number' };
const TYPING_MS = 250;

interface CallerSelectProps {
  tenantId: number;
  label: string;
  /** `from` is as the carrier would give it. */
  children(from: string): ReactNode;
}

/** Who is to ring: somebody new, at first, or one of the callers whom the tenant remembers, the latest of them or those that are looked for. */
export function CallerSelect({ tenantId, label, children }: CallerSelectProps) {
  const [chosen, setChosen] = useState(NEW);
  const [typed, setTyped] = useState(NEW.label);
  // In the field stands who is chosen, until something else is typed.
  const [text] = useDebouncedValue(typed === chosen.label ? '' : typed.trim(), TYPING_MS);
  const found = (useCallers(tenantId, text).data?.callers ?? []).map(({ caller, name }) => ({
    value: caller,
    label: name ? `${name}, ${phone(caller)}` : phone(caller),
  }));
  const offered = [NEW, WITHHELD, ...found];
  return (
    <>
      <Select
        label={label}
        description="The latest callers are offered; type a name or number to find others."
        maw={360}
        allowDeselect={false}
        searchable
        maxLength={200}
        // They were looked for by the server, also in what is remembered.
        filter={({ options }) => options}
        data={offered.some(({ value }) => value === chosen.value) ? offered : [chosen, ...offered]}
        value={chosen.value}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(_, option) => setChosen(option ?? NEW)}
      />
      {children(chosen.value)}
    </>
  );
}

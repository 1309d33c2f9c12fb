import {
  ActionIcon,
  Button,
  CloseButton,
  Collapse,
  Group,
  Paper,
  Select,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTenants } from '../../api/get-tenants.ts';
import { type CallFilter, narrowings, withoutFilters } from './call-filters.ts';
import classes from './calls.module.css';
import { FilterFields } from './filter-fields.tsx';

interface FilterBarProps {
  filter: CallFilter;
  /** `passing`: typing goes on; the address before it is not kept for going back. */
  onChange(filter: CallFilter, passing?: boolean): void;
}

/** So long after the last key what was typed is looked for. */
const TYPING_MS = 250;

/** What to show: words that were said, a tenant, and all other filters, which can be taken back one by one. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const tenants = useTenants().data ?? [];
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const active = narrowings(filter);
  const change = (part: Partial<CallFilter>, passing = false): void =>
    onChange({ ...filter, ...part }, passing);
  return (
    <section aria-label="Filters">
      <Group gap="sm" align="flex-start">
        <SearchField text={filter.text} onSearch={(text) => change({ text }, true)} />
        <Select
          aria-label="Tenant"
          placeholder="All tenants"
          clearable
          searchable
          limit={100}
          className={classes.tenantChoice}
          data={tenants.map(({ id: value, businessName }) => ({ value: String(value), label: businessName }))}
          value={filter.tenant === null ? null : String(filter.tenant)}
          onChange={(tenant) => change({ tenant: tenant === null ? null : Number(tenant) })}
        />
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          Filters{active.length > 0 && ` (${active.length})`}
        </Button>
      </Group>
      <div id={id}>
        <Collapse expanded={isOpen}>
          <Paper p="md" mt="sm">
            <FilterFields filter={filter} onChange={change} />
          </Paper>
        </Collapse>
      </div>
      {active.length > 0 && (
        <Group gap="xs" mt="sm">
          {active.map(({ fields, words }) => (
            <span key={words} className={classes.chip}>
              <Text span size="sm">
                {words}
              </Text>
              <ActionIcon
                size="xs"
                variant="transparent"
                color="gray"
                aria-label={`Remove the filter ${words}`}
                onClick={() => {
                  const empty = withoutFilters(filter);
                  change(Object.fromEntries(fields.map((field) => [field, empty[field]])));
                }}
              >
                <IconX size={12} aria-hidden />
              </ActionIcon>
            </span>
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(withoutFilters(filter))}>
            Clear all
          </Button>
        </Group>
      )}
    </section>
  );
}

function SearchField({ text, onSearch }: { text: string; onSearch(text: string): void }) {
  const [typed, setTyped] = useState(text);
  const [shownFor, setShownFor] = useState(text);
  const search = useDebouncedCallback(onSearch, TYPING_MS);
  // The address changed by itself: gone back, or cleared.
  if (shownFor !== text) {
    setShownFor(text);
    if (typed.trim() !== text.trim()) setTyped(text);
  }
  const take = (next: string): void => {
    setTyped(next);
    search(next);
  };
  return (
    <TextInput
      type="search"
      aria-label="Search in calls"
      placeholder="Search what was said, or “in quotes”"
      maxLength={200}
      className={classes.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed !== '' && <CloseButton aria-label="Clear the search" onClick={() => take('')} />}
      value={typed}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

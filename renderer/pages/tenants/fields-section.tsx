import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallFields } from '../../../server/contracts/reading.ts';
import { Section } from '../../ui/section.tsx';
import { Inherited } from './inherited.tsx';
import { useField } from './use-field.ts';

type Type = CallFields['properties'][string]['type'];

const TYPES: { value: Type; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'boolean', label: 'Yes or no' },
];

/** What is noted of each call besides its summary. */
export function FieldsSection() {
  const { value, own, inherit, set, error } = useField('callFields', { type: 'object', properties: {} });
  const [name, setName] = useState('');
  const fields = Object.entries(value.properties);
  const put = (properties: CallFields['properties']) => set({ ...value, properties });
  const add = () => {
    if (name.trim() === '' || name in value.properties) return;
    put({ ...value.properties, [name.trim()]: { type: 'string' } });
    setName('');
  };
  return (
    <Section
      title="Noted of every call"
      lead="Besides summary, outcome and mood. What the caller did not say stays empty."
    >
      <Inherited label="Noted of every call" own={own} inherit={inherit}>
        <Stack gap="sm">
          {fields.map(([field, note]) => (
            <SimpleGrid key={field} cols={{ base: 1, sm: 3 }} spacing="xs">
              <Select
                label={field}
                data={TYPES}
                allowDeselect={false}
                value={note.type}
                onChange={(type) => {
                  const chosen = TYPES.find((one) => one.value === type)?.value;
                  if (chosen) put({ ...value.properties, [field]: { ...note, type: chosen } });
                }}
              />
              <TextInput
                label={`What ${field} is`}
                value={note.description ?? ''}
                onChange={(event) =>
                  put({ ...value.properties, [field]: { ...note, description: event.currentTarget.value } })
                }
              />
              <Group align="flex-end">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  aria-label={`Remove ${field}`}
                  onClick={() => put(Object.fromEntries(fields.filter(([other]) => other !== field)))}
                >
                  Remove
                </Button>
              </Group>
            </SimpleGrid>
          ))}
          <Group align="flex-end" gap="xs">
            <TextInput
              label="Name of a new field"
              placeholder="policyNumber"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Enter' && add()}
            />
            <Button variant="default" onClick={add} disabled={name.trim() === ''}>
              Add
            </Button>
          </Group>
          {error && (
            <Text size="sm" c="red" role="alert">
              {error}
            </Text>
          )}
        </Stack>
      </Inherited>
    </Section>
  );
}

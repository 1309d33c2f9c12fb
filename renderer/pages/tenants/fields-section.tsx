import { ActionIcon, Button, Group, Select, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type CallFields, callFields } from '../../../server/contracts/reading.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './fields.module.css';
import { Origin } from './inherited.tsx';
import { Removed } from './removed.tsx';
import { useField } from './use-field.ts';
import { useRemoval } from './use-removal.ts';

type Note = CallFields['properties'][string];

const TYPES: { value: Note['type']; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'boolean', label: 'Yes or no' },
];

/** What is noted of each call besides its summary. */
export function FieldsSection() {
  const { value, own, inherit, set, wrong } = useField('callFields', { type: 'object', properties: {} });
  const fields = Object.entries(value.properties);
  const put = (properties: CallFields['properties']) => set({ ...value, properties });
  const { gone, remove, putBack } = useRemoval(fields, (left) => put(Object.fromEntries(left)));
  return (
    <Section
      title="Noted of every call"
      lead="Besides summary, outcome and mood. What the caller did not say stays empty."
      actions={<Origin label="Noted of every call" own={own} inherit={inherit} />}
    >
      {fields.length > 0 && (
        <ul className={classes.list} aria-label="Fields">
          {fields.map(([field, note], index) => (
            <li key={field}>
              <Text size="sm" fw={600} className={classes.name}>
                {field}
              </Text>
              <Select
                aria-label={`Kind of ${field}`}
                data={TYPES}
                allowDeselect={false}
                value={note.type}
                onChange={(type) => {
                  const chosen = TYPES.find((one) => one.value === type)?.value;
                  // Choices are texts.
                  const { enum: _, ...rest } = note;
                  if (chosen) put({ ...value.properties, [field]: { ...rest, type: chosen } });
                }}
              />
              <TextInput
                className={classes.meaning}
                aria-label={`What ${field} is`}
                placeholder="What it is, for the agent"
                value={note.description ?? ''}
                error={wrong.at('properties', field, 'description').any ?? wrong.at('properties', field).own}
                onChange={(event) =>
                  put({ ...value.properties, [field]: { ...note, description: event.currentTarget.value } })
                }
              />
              {note.type === 'string' && (
                <TagsInput
                  className={classes.choices}
                  aria-label={`Choices of ${field}`}
                  placeholder={note.enum ? '' : 'Any text; or name the only ones it can be'}
                  splitChars={[',', ';']}
                  acceptValueOnBlur
                  value={note.enum ?? []}
                  error={wrong.at('properties', field, 'enum').any}
                  onChange={(choices) => put({ ...value.properties, [field]: withChoices(note, choices) })}
                />
              )}
              <ActionIcon
                size="lg"
                className={classes.remove}
                variant="subtle"
                color="gray"
                aria-label={`Remove ${field}`}
                onClick={() => remove(index)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {gone !== null && <Removed name={gone[0]} onUndo={putBack} />}
      <NewField
        taken={Object.keys(value.properties)}
        onAdd={(name) => put({ ...value.properties, [name]: { type: 'string' } })}
      />
      <Problem text={wrong.own ?? wrong.at('properties').own} />
    </Section>
  );
}

/** A text that can only be one of these; without any, every text. */
function withChoices({ enum: _, ...note }: Note, choices: string[]): Note {
  return choices.length === 0 ? note : { ...note, enum: choices };
}

function NewField({ taken, onAdd }: { taken: readonly string[]; onAdd(name: string): void }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const unfit = problemOf(name, taken);
    setProblem(unfit);
    if (unfit !== undefined) return;
    onAdd(name);
    setName('');
  };
  return (
    <Group align="flex-start" gap="xs">
      <TextInput
        label="Name of a new field"
        placeholder="policyNumber"
        value={name}
        error={problem}
        onChange={(event) => {
          setName(event.currentTarget.value.trim());
          setProblem(undefined);
        }}
        onKeyDown={(event) => event.key === 'Enter' && add()}
      />
      <Button
        mt={25}
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={add}
        disabled={name === ''}
      >
        Add
      </Button>
    </Group>
  );
}

function problemOf(name: string, taken: readonly string[]): string | undefined {
  if (taken.includes(name)) return `There is a field called ${name} already.`;
  const fields: CallFields = { type: 'object', properties: { [name]: { type: 'string' } } };
  return callFields.safeParse(fields).error && 'Begin with a small letter; then letters, digits and _.';
}

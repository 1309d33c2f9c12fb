import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { type CallerFact, callerFact } from '../../../server/contracts/memory.ts';
import { Moment } from '../../ui/moment.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import type { WrittenFact } from './use-memory-edits.ts';
import classes from './versions.module.css';

interface CallerFactsProps {
  /** What one of them is called: `fact`. */
  one: string;
  facts: readonly CallerFact[];
  zone: string;
  saving: boolean;
  /** The list as it is to be. */
  onChange(facts: WrittenFact[]): void;
  onRemove(fact: CallerFact): void;
}

/** Things known of a caller, each with the call it came from and its mark; to be written anew, added to, and removed. */
export function CallerFacts({ one, facts, zone, saving, onChange, onRemove }: CallerFactsProps) {
  const [edited, setEdited] = useState<CallerFact | null>(null);
  const replace = (fact: CallerFact, next: WrittenFact) =>
    onChange(facts.map((other) => (other === fact ? next : other)));
  return (
    <Stack gap="sm">
      {facts.length > 0 && (
        <Stack component="ul" gap="sm" className={classes.list}>
          {facts.map((fact) => (
            <li key={fact.text}>
              {edited === fact ? (
                <Entry
                  label={`Words of the ${one}`}
                  verb="Save"
                  text={fact.text}
                  onDone={(text) => {
                    // In other words it is a person's, not the call's.
                    if (text !== null && text !== fact.text)
                      replace(fact, { text, sensitive: fact.sensitive });
                    setEdited(null);
                  }}
                />
              ) : (
                <Shown
                  fact={fact}
                  zone={zone}
                  saving={saving}
                  onMark={(sensitive) => replace(fact, { ...fact, sensitive })}
                  onEdit={() => setEdited(fact)}
                  onRemove={() => onRemove(fact)}
                />
              )}
            </li>
          ))}
        </Stack>
      )}
      <Entry
        label={`Add ${one === 'open matter' ? 'an' : 'a'} ${one}`}
        verb="Add"
        text=""
        taken={facts.map(({ text }) => text)}
        onDone={(text) => text !== null && onChange([...facts, { text }])}
      />
    </Stack>
  );
}

interface ShownProps {
  fact: CallerFact;
  zone: string;
  saving: boolean;
  onMark(sensitive: boolean): void;
  onEdit(): void;
  onRemove(): void;
}

function Shown({ fact, zone, saving, onMark, onEdit, onRemove }: ShownProps) {
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
      <Stack gap={4} style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text size="sm">{fact.text}</Text>
        <Source fact={fact} zone={zone} />
        <Checkbox
          size="xs"
          label="Sensitive"
          aria-label={`Sensitive: ${fact.text}`}
          checked={fact.sensitive}
          disabled={saving}
          onChange={(event) => onMark(event.currentTarget.checked)}
        />
      </Stack>
      <Group gap={2} wrap="nowrap">
        <Tooltip label="Write it anew">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Edit: ${fact.text}`}
            disabled={saving}
            onClick={onEdit}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Remove">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove: ${fact.text}`}
            disabled={saving}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}

function Source({ fact: { callSid, at }, zone }: { fact: CallerFact; zone: string }) {
  return (
    <Text size="xs" c="dimmed" component="div">
      {callSid === null ? 'Written by a person' : <TextLink href={`/calls/${callSid}`}>From a call</TextLink>}
      {', '}
      <Moment iso={at} zone={zone} size="xs" />
    </Text>
  );
}

interface EntryProps {
  label: string;
  verb: string;
  text: string;
  /** Words that are there already. */
  taken?: readonly string[];
  /** `null`: it stays as it is. */
  onDone(text: string | null): void;
}

function Entry({ label, verb, text: given, taken = [], onDone }: EntryProps) {
  const [text, setText] = useState(given);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (taken.includes(words)) return setProblem('That is there already.');
    if (!callerFact.shape.text.safeParse(words).success)
      return setProblem('Write at least one word and at most 300 characters.');
    onDone(words);
    setText('');
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          aria-label={label}
          placeholder={label}
          size="xs"
          style={{ flex: 1 }}
          // Opened by a button, it is the next thing to type into.
          autoFocus={given !== ''}
          value={text}
          error={problem}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || given === '') return;
            event.stopPropagation();
            onDone(null);
          }}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          disabled={text.trim() === ''}
          aria-label={given === '' ? label : `Save: ${label}`}
        >
          {verb}
        </Button>
        {given !== '' && (
          <Button size="xs" variant="subtle" onClick={() => onDone(null)}>
            Cancel
          </Button>
        )}
      </Group>
    </form>
  );
}

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { HttpTool } from '../../../../server/contracts/tools.ts';
import type { Complaints } from '../../../ui/field-errors.ts';
import { Problem } from '../../../ui/problem.tsx';
import { Removed } from '../removed.tsx';
import { useRemoval } from '../use-removal.ts';
import classes from './tools.module.css';

type Header = HttpTool['headers'][number];

interface HeaderListProps {
  /** Whose headers, for those who hear the page. */
  of: string;
  value: Header[];
  wrong: Complaints;
  onChange(value: Header[]): void;
}

/** Headers of a request. A secret stands in one by its name. */
export function HeaderList({ of, value, wrong, onChange }: HeaderListProps) {
  const change = (index: number, next: Header) =>
    onChange(value.map((one, at) => (at === index ? next : one)));
  const { gone, remove, putBack } = useRemoval(value, onChange);
  return (
    <Stack gap="xs" component="fieldset" className={classes.headers} aria-label={`Headers of ${of}`}>
      <Text size="sm" fw={500}>
        Headers
      </Text>
      {value.length > 0 && (
        <Text size="xs" c="dimmed">
          Write a secret as its name in double braces: Bearer {'{{CRM_KEY}}'}
        </Text>
      )}
      {value.map((header, index) => (
        // Headers keep their place while they are edited.
        <Group key={index} gap="xs" align="flex-start">
          <TextInput
            aria-label={`Name of header ${index + 1} of ${of}`}
            placeholder="Authorization"
            style={{ flex: '1 1 140px' }}
            value={header.name}
            error={wrong.at(index, 'name').any}
            onChange={(event) => change(index, { ...header, name: event.currentTarget.value.trim() })}
          />
          <TextInput
            aria-label={`Value of header ${index + 1} of ${of}`}
            placeholder="Bearer {{CRM_KEY}}"
            style={{ flex: '2 1 200px' }}
            value={header.value}
            error={wrong.at(index, 'value').any}
            onChange={(event) => change(index, { ...header, value: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            color="red"
            onClick={() => remove(index)}
            aria-label={`Remove header ${index + 1} of ${of}`}
          >
            Remove
          </Button>
        </Group>
      ))}
      {gone !== null && <Removed name={gone.name || 'The header'} onUndo={putBack} />}
      <Problem text={wrong.own} />
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...value, { name: '', value: '' }])}
          aria-label={`Add a header to ${of}`}
        >
          Add a header
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, Paper, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type HttpTool, httpTool, objectSchema } from '../../../../server/contracts/tools.ts';
import { Problem } from '../../../ui/problem.tsx';
import { RemoveButton } from '../../../ui/remove-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { useAgentEditor } from '../agent-editor.tsx';
import { Origin } from '../inherited.tsx';
import { ListEditor } from '../list-editor.tsx';
import { useField } from '../use-field.ts';
import { HeaderList } from './header-list.tsx';
import { JsonField } from './json-field.tsx';
import { ReceiptChoice } from './receipt-choice.tsx';
import classes from './tools.module.css';
import { TryTool } from './try-tool.tsx';

const NEW: HttpTool = {
  name: '',
  description: '',
  parameters: { type: 'object', properties: {}, required: [] },
  method: 'POST',
  url: '',
  headers: [],
  receipt: 'none',
};
const METHODS = httpTool.shape.method.options;

/** The tools that are one request each, with their editors. `tenantId`: whom they are tried as. */
export function HttpTools({ tenantId }: { tenantId: number | null }) {
  const { value, own, inherit, set, wrong } = useField('httpTools', []);
  const [tried, setTried] = useState<HttpTool | null>(null);
  return (
    <Section
      title="Tools over HTTP"
      lead="Requests to the business’s own systems, such as looking up an order or booking a table. The agent fills in the arguments; Ringhouse makes the request."
      actions={<Origin label="Tools over HTTP" own={own} inherit={inherit} />}
    >
      <ListEditor
        value={value}
        onChange={set}
        nameOf={({ name }) => name || 'The new tool'}
        empty="None yet."
        wrong={wrong.own}
        add={{ label: 'Add a tool', item: NEW }}
      >
        {({ item, index, isNew, change, remove }) => (
          <Editor
            path={`agent.httpTools.${index}`}
            tool={item}
            isNew={isNew}
            onChange={change}
            onRemove={remove}
            onTry={tenantId === null ? null : () => setTried(item)}
          />
        )}
      </ListEditor>
      {tried && tenantId !== null && (
        <TryTool tenantId={tenantId} tool={tried} onClose={() => setTried(null)} />
      )}
    </Section>
  );
}

interface EditorProps {
  path: string;
  tool: HttpTool;
  onChange(tool: HttpTool): void;
  isNew: boolean;
  onRemove(): void;
  /** `null`: nobody to try it as. */
  onTry: (() => void) | null;
}

function Editor({ path, tool, isNew, onChange, onRemove, onTry }: EditorProps) {
  const { complaints } = useAgentEditor();
  const wrong = complaints(path);
  const name = tool.name || 'the new tool';
  return (
    <Paper withBorder radius="md" p="md" component="fieldset" className={classes.fieldset} aria-label={name}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label="Name"
            autoFocus={isNew}
            description="For the model: small letters, digits and _."
            placeholder="book_table"
            value={tool.name}
            error={wrong.at('name').any}
            onChange={(event) => onChange({ ...tool, name: event.currentTarget.value.trim() })}
          />
          <ReceiptChoice
            of={name}
            value={tool.receipt}
            onChange={(receipt) => onChange({ ...tool, receipt })}
          />
        </SimpleGrid>
        <Textarea
          label="What it does, and when to use it"
          placeholder="Books a table. Use it once the caller has agreed to date, time and number of people."
          autosize
          minRows={2}
          value={tool.description}
          error={wrong.at('description').any}
          onChange={(event) => onChange({ ...tool, description: event.currentTarget.value })}
        />
        <Request tool={tool} onChange={onChange} wrong={wrong.at('url').any} />
        <JsonField
          label="Arguments, as a JSON schema"
          description="{name} in the address is filled in from them. The others go into the query of GET and DELETE, else into a JSON body."
          value={tool.parameters}
          schema={objectSchema}
          onChange={(parameters) => onChange({ ...tool, parameters })}
        />
        <HeaderList
          of={name}
          value={tool.headers}
          wrong={wrong.at('headers')}
          onChange={(headers) => onChange({ ...tool, headers })}
        />
        <Problem text={wrong.own ?? wrong.at('parameters').any} />
        <Group justify="space-between">
          <Button variant="default" onClick={() => onTry?.()} disabled={!onTry} aria-label={`Try ${name}`}>
            Try
          </Button>
          <RemoveButton what={name} onRemove={onRemove} />
        </Group>
      </Stack>
    </Paper>
  );
}

interface RequestProps {
  tool: HttpTool;
  onChange(tool: HttpTool): void;
  wrong: string | undefined;
}

function Request({ tool, onChange, wrong }: RequestProps) {
  return (
    <Group gap="sm" align="flex-start">
      <Select
        label="Method"
        data={METHODS}
        allowDeselect={false}
        style={{ flex: '0 1 120px' }}
        value={tool.method}
        onChange={(method) => {
          const chosen = METHODS.find((one) => one === method);
          if (chosen) onChange({ ...tool, method: chosen });
        }}
      />
      <TextInput
        label="Address"
        placeholder="https://api.example.com/bookings/{id}"
        style={{ flex: '1 1 220px' }}
        value={tool.url}
        error={wrong}
        onChange={(event) => onChange({ ...tool, url: event.currentTarget.value.trim() })}
      />
    </Group>
  );
}

import { Button, Checkbox, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { McpServer } from '../../../../server/contracts/tools.ts';
import { messageOf } from '../../../api/client.ts';
import { useListServerTools } from '../../../api/list-server-tools.ts';
import { Problem } from '../../../ui/problem.tsx';
import { RemoveButton } from '../../../ui/remove-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { useAgentEditor } from '../agent-editor.tsx';
import { Origin } from '../inherited.tsx';
import { ListEditor } from '../list-editor.tsx';
import { useField } from '../use-field.ts';
import { HeaderList } from './header-list.tsx';
import { ReceiptChoice } from './receipt-choice.tsx';
import classes from './tools.module.css';

const NEW: McpServer = { name: '', url: '', headers: [], tools: [] };

/** Servers of the Model Context Protocol, and which of their tools are used. `tenantId`: whom they are asked as. */
export function McpServers({ tenantId }: { tenantId: number | null }) {
  const { value, own, inherit, set, wrong } = useField('mcpServers', []);
  return (
    <Section
      title="MCP servers"
      lead="Servers that bring tools of their own, over the Model Context Protocol. The agent gets only those that are ticked."
      actions={<Origin label="MCP servers" own={own} inherit={inherit} />}
    >
      <ListEditor
        value={value}
        onChange={set}
        nameOf={({ name }) => name || 'The new server'}
        empty="None yet."
        wrong={wrong.own}
        add={{ label: 'Add a server', item: NEW }}
      >
        {({ item, index, isNew, change, remove }) => (
          <Server
            tenantId={tenantId}
            path={`agent.mcpServers.${index}`}
            server={item}
            isNew={isNew}
            onChange={change}
            onRemove={remove}
          />
        )}
      </ListEditor>
    </Section>
  );
}

interface ServerProps {
  tenantId: number | null;
  path: string;
  server: McpServer;
  isNew: boolean;
  onChange(server: McpServer): void;
  onRemove(): void;
}

function Server({ tenantId, path, server, isNew, onChange, onRemove }: ServerProps) {
  const { complaints } = useAgentEditor();
  const wrong = complaints(path);
  // Without a tenant the button is off.
  const list = useListServerTools(tenantId ?? 0);
  const name = server.name || 'the new server';
  return (
    <Paper withBorder radius="md" p="md" component="fieldset" className={classes.fieldset} aria-label={name}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label="Name"
            autoFocus={isNew}
            description="Stands before the names of its tools."
            placeholder="crm"
            value={server.name}
            error={wrong.at('name').any}
            onChange={(event) => onChange({ ...server, name: event.currentTarget.value.trim() })}
          />
          <TextInput
            label="Address"
            description="Where it speaks streamable HTTP."
            placeholder="https://crm.example.com/mcp"
            value={server.url}
            error={wrong.at('url').any}
            onChange={(event) => onChange({ ...server, url: event.currentTarget.value.trim() })}
          />
        </SimpleGrid>
        <HeaderList
          of={name}
          value={server.headers}
          wrong={wrong.at('headers')}
          onChange={(headers) => onChange({ ...server, headers })}
        />
        <Choice
          server={server}
          listed={list.data?.tools}
          onChange={(tools) => onChange({ ...server, tools })}
        />
        <Problem text={list.error ? messageOf(list.error) : (wrong.own ?? wrong.at('tools').any)} />
        <Group justify="space-between">
          <Button
            variant="default"
            loading={list.isPending}
            disabled={tenantId === null || server.name === '' || server.url === ''}
            onClick={() => list.mutate(server)}
            aria-label={`Load tools of ${name}`}
          >
            Load tools
          </Button>
          <RemoveButton what={name} onRemove={onRemove} />
        </Group>
      </Stack>
    </Paper>
  );
}

interface ChoiceProps {
  server: McpServer;
  /** What the server has; absent until it was asked. */
  listed: { name: string; description: string }[] | undefined;
  onChange(tools: McpServer['tools']): void;
}

/** The tools of a server to be ticked; before it was asked, those that are ticked already. */
function Choice({ server, listed = [], onChange }: ChoiceProps) {
  const known = new Map(listed.map(({ name, description }) => [name, description]));
  const names = [...new Set([...known.keys(), ...server.tools.map(({ name }) => name)])];
  if (names.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Load the tools of the server to choose from them.
      </Text>
    );
  return (
    <Stack gap="xs">
      {names.map((name) => {
        const chosen = server.tools.find((tool) => tool.name === name);
        const others = server.tools.filter((tool) => tool.name !== name);
        return (
          <Group key={name} className={classes.chosen} gap="sm" align="flex-start" justify="space-between">
            <Checkbox
              label={name}
              description={
                known.get(name) ?? (listed.length > 0 ? 'The server does not have it now.' : undefined)
              }
              className={classes.choice}
              checked={chosen !== undefined}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...others, { name, receipt: 'none' }] : others)
              }
            />
            {chosen && (
              <ReceiptChoice
                of={name}
                value={chosen.receipt}
                onChange={(receipt) =>
                  onChange(server.tools.map((tool) => (tool.name === name ? { name, receipt } : tool)))
                }
              />
            )}
          </Group>
        );
      })}
    </Stack>
  );
}

import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTenants } from '../../../api/get-tenants.ts';
import { Section } from '../../../ui/section.tsx';
import { useAgentEditor } from '../agent-editor.tsx';
import { ListField } from '../list-field.tsx';
import { HttpTools } from './http-tools.tsx';
import { McpServers } from './mcp-servers.tsx';

/** What the agent can do in the business's own systems. */
export function ToolsTab() {
  const { stage } = useAgentEditor();
  const [chosen, setChosen] = useState<number | null>(null);
  const tenantId = stage?.tenantId ?? chosen;
  return (
    <Stack gap="lg">
      {!stage && <TryAs value={chosen} onChange={setChosen} />}
      <HttpTools tenantId={tenantId} />
      <McpServers tenantId={tenantId} />
      <Section
        title="Allowed hosts"
        lead="Tools reach these hosts and no others. Without any, no tool can be used. Private networks stay closed unless the operator opens them."
      >
        <ListField
          field="toolHosts"
          label="Hosts that tools may reach"
          description="Such as api.example.com, or *.example.com for everything under a domain."
          placeholder="api.example.com"
        />
      </Section>
    </Stack>
  );
}

function TryAs({ value, onChange }: { value: number | null; onChange(tenantId: number | null): void }) {
  const tenants = useTenants().data ?? [];
  return (
    <Section
      title="Trying tools of the defaults"
      lead="Every tenant has these tools, with secrets of its own. To try one, or to load what a server has, say whose secrets and hosts count."
    >
      <Select
        label="Try as"
        placeholder={tenants.length === 0 ? 'There is no tenant yet' : 'Choose a tenant'}
        maw={360}
        searchable
        clearable
        data={tenants.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
        value={value === null ? null : String(value)}
        onChange={(id) => onChange(id === null ? null : Number(id))}
      />
    </Section>
  );
}

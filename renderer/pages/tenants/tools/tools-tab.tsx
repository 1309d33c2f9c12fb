import { Stack } from '@mantine/core';
import { Section } from '../../../ui/section.tsx';
import { ListField } from '../list-field.tsx';
import { HttpTools } from './http-tools.tsx';
import { McpServers } from './mcp-servers.tsx';
import { SecretsSection } from './secrets-section.tsx';

/** What the agent can do in the business's own systems. */
export function ToolsTab({ tenantId }: { tenantId: number }) {
  return (
    <Stack gap="lg">
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
      <SecretsSection tenantId={tenantId} />
    </Stack>
  );
}

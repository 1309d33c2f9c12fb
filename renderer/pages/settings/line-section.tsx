import {
  Alert,
  Code,
  CopyButton,
  Group,
  SimpleGrid,
  Stack,
  Table,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { Link } from 'wouter';
import type { LineStatus, SettingsView, TunnelStatus } from '../../../server/contracts/settings.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Section } from '../../ui/section.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import type { Tone } from '../../ui/tone.ts';
import { phone } from '../../ui/words.ts';
import { CheckPanel } from './check-panel.tsx';
import { SecretField } from './secret-field.tsx';
import { type SettingEditor, TextSetting } from './text-setting.tsx';

const TUNNEL: Record<TunnelStatus['state'], { tone: Tone; text: string }> = {
  off: { tone: 'idle', text: 'Off: only the practice line gets through' },
  connecting: { tone: 'warn', text: 'Connecting' },
  online: { tone: 'good', text: 'Online' },
  failed: { tone: 'bad', text: 'Failed' },
};

const LINE: Record<LineStatus['state'], { tone: Tone; text: string }> = {
  pointed: { tone: 'good', text: 'Rings here' },
  failed: { tone: 'bad', text: 'Failed' },
  'not-in-account': { tone: 'warn', text: 'Not in this Twilio account' },
};

/** The public address and the numbers that lead to it. */
export function LineSection({ editor }: { editor: SettingEditor }) {
  const { tunnel, lines } = editor.view;
  return (
    <Section
      title="Public line"
      lead="The address at which Twilio reaches this computer. It serves calls only, never this panel."
    >
      <Group gap="md">
        <Text size="sm" component="div" role="status" aria-label="State of the public line">
          <StatusDot tone={TUNNEL[tunnel.state].tone} pulse={tunnel.state === 'connecting'}>
            {TUNNEL[tunnel.state].text}
          </StatusDot>
        </Text>
        {tunnel.url && <Address url={tunnel.url} />}
      </Group>
      {tunnel.problem && (
        <Alert color="red" role="alert">
          {tunnel.problem}
        </Alert>
      )}
      <SecretField name="NGROK_AUTHTOKEN" view={editor.view} service="ngrok" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextSetting
          editor={editor}
          field="ngrokDomain"
          label="ngrok domain"
          placeholder="example.ngrok-free.app"
        />
        <TextSetting
          editor={editor}
          field="publicUrl"
          label="Own domain instead"
          description="Then no tunnel is opened; the domain must lead here."
          placeholder="https://calls.example.com"
        />
      </SimpleGrid>
      <CheckPanel
        service="ngrok"
        name="the public line"
        lead="Asks for the address from outside, as Twilio would; costs nothing."
      />
      <Lines lines={lines} />
    </Section>
  );
}

function Address({ url }: { url: string }) {
  return (
    <CopyButton value={url}>
      {({ copied, copy }) => (
        <UnstyledButton onClick={copy}>
          <Code>{url}</Code>{' '}
          <Text span size="xs" c="dimmed">
            {copied ? 'Copied' : 'Copy'}
          </Text>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

function Lines({ lines }: { lines: SettingsView['lines'] }) {
  const tenants = useTenants().data ?? [];
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No number has been pointed here yet. Give one to a tenant under{' '}
        <TextLink href="/tenants">Tenants</TextLink>; with Twilio’s keys and a public address it is pointed
        here by itself.
      </Text>
    );
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table aria-label="Lines">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Number</Table.Th>
            <Table.Th>Tenant</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.phoneNumber}>
              <Table.Td className="tabular">{phone(line.phoneNumber)}</Table.Td>
              <Table.Td>
                <Link href={`/tenants/${line.tenantId}`} className="row-link">
                  {tenants.find(({ id }) => id === line.tenantId)?.businessName ?? `Tenant ${line.tenantId}`}
                </Link>
              </Table.Td>
              <Table.Td>
                <Stack gap={2}>
                  <StatusDot tone={LINE[line.state].tone}>{LINE[line.state].text}</StatusDot>
                  {line.problem && (
                    <Text size="xs" c="dimmed">
                      {line.problem}
                    </Text>
                  )}
                </Stack>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

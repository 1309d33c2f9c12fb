import { Badge, Grid, Group, Stack, Text } from '@mantine/core';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { useCall } from '../../api/get-call.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Transcript } from '../../ui/transcript.tsx';
import { phone } from '../../ui/words.ts';
import { dateTime, viewerZone } from '../../ui/zones.ts';
import { CallFacts } from './call-facts.tsx';
import { Recording } from './recording.tsx';

/** One call: what was said, what came of it, how well it went, what it cost. */
export default function CallPage({ callSid }: { callSid: string }) {
  const query = useCall(callSid);
  const tenant = useTenants().data?.find(({ id }) => id === query.data?.tenantId);
  const call = query.data;
  const title = call ? `Call from ${phone(call.from)}` : 'Call';
  return (
    <Page
      title={title}
      back={{ href: '/calls', label: 'Calls' }}
      lead={call && <Lead call={call} businessName={tenant?.businessName} zone={tenant?.timeZone} />}
    >
      <Loaded query={query} what="This call">
        {(record) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack gap="lg">
                {record.summary && (
                  <Section title="Summary">
                    <Text size="sm">{record.summary}</Text>
                  </Section>
                )}
                {record.messages.length > 0 && <Messages call={record} />}
                <Recording call={record} />
                <Section title="Transcript" lead="The time is counted from when the call was connected.">
                  <Transcript
                    turns={record.transcript}
                    agentName={tenant?.effective.agentName.value ?? 'Agent'}
                    empty="Nothing was said on this call."
                  />
                </Section>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <CallFacts call={record} />
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </Page>
  );
}

interface LeadProps {
  call: CallRecord;
  businessName: string | undefined;
  zone: string | undefined;
}

function Lead({ call, businessName, zone }: LeadProps) {
  const there = zone && zone !== viewerZone() ? ` (${dateTime(call.startedAt, zone)} in ${zone})` : '';
  return (
    <Group gap="xs">
      <span>
        to <TextLink href={`/tenants/${call.tenantId}`}>{businessName ?? `Tenant ${call.tenantId}`}</TextLink>
        , {dateTime(call.startedAt)}
        {there}
      </span>
      {call.practice && (
        <Badge size="sm" variant="light" color="gray" tt="none">
          Practice
        </Badge>
      )}
    </Group>
  );
}

function Messages({ call }: { call: CallRecord }) {
  return (
    <Section title={call.messages.length === 1 ? 'Message left' : 'Messages left'}>
      {call.messages.map((message) => (
        <Stack key={message.atMs} gap={2}>
          <Text size="sm" fw={600}>
            {message.name ?? 'Name not given'}
          </Text>
          <Text size="sm">{message.text}</Text>
        </Stack>
      ))}
    </Section>
  );
}

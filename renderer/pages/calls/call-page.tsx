import { Badge, Grid, Group, Stack } from '@mantine/core';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { useCall } from '../../api/get-call.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { FlagAlerts } from '../../ui/call-flags.tsx';
import { Page } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import { dateTime, viewerZone } from '../../ui/zones.ts';
import { CallMessages, CallTools, CallTransfers } from './call-deeds.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallPageActions } from './call-page-actions.tsx';
import { CallResult } from './call-result.tsx';
import { ReplaySection } from './replay-section.tsx';
import { ReviewMark } from './review-mark.tsx';
import { TimelineSection } from './timeline-section.tsx';
import { TranscriptSection } from './transcript-section.tsx';

/** One call: what was said, what came of it, how well it went, what it cost. */
export default function CallPage({ callSid }: { callSid: string }) {
  const query = useCall(callSid);
  const tenant = useTenants().data?.find(({ id }) => id === query.data?.tenantId);
  const call = query.data;
  const agentName = tenant?.effective.agentName.value ?? 'Agent';
  const title = call ? `Call from ${phone(call.from)}` : 'Call';
  return (
    <Page
      title={title}
      back={{ href: '/calls', label: 'Calls' }}
      actions={call && <CallPageActions call={call} agentName={agentName} zone={tenant?.timeZone} />}
      lead={call && <Lead call={call} businessName={tenant?.businessName} zone={tenant?.timeZone} />}
    >
      <Loaded query={query} what="This call">
        {(record) => (
          <Stack gap="lg">
            <FlagAlerts flags={record.flags} />
            <ReviewMark call={record} zone={tenant?.timeZone} />
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Stack gap="lg">
                  <CallResult call={record} />
                  <CallMessages call={record} />
                  <CallTransfers call={record} />
                  <TranscriptSection call={record} agentName={agentName} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Stack gap="lg">
                  <TimelineSection call={record} />
                  <CallTools call={record} />
                  <CallFacts call={record} />
                </Stack>
              </Grid.Col>
            </Grid>
            <ReplaySection call={record} />
          </Stack>
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

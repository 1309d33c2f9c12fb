import { Alert, Button, DataList, Grid, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import type { InboxMessage } from '../../../server/contracts/message.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useMessage } from '../../api/get-message.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { capital, phone } from '../../ui/words.ts';
import { dateTime, viewerZone } from '../../ui/zones.ts';
import { Badges } from './badges.tsx';
import { DeliveryEntry } from './delivery-entry.tsx';
import classes from './inbox.module.css';
import { callBackWords, KIND, localTimeWords, whoLeft } from './message-words.ts';
import { useMark } from './use-mark.tsx';

/** One message, whole: what was left, by whom, and where it was delivered. */
export default function MessagePage({ id }: { id: string }) {
  const query = useMessage(id);
  const message = query.data;
  const tenant = useTenants().data?.find((one) => one.id === message?.tenantId);
  return (
    <Page
      title={message ? `${KIND[message.kind]} from ${whoLeft(message, message.from)}` : 'Message'}
      back={{ href: '/inbox', label: 'Inbox' }}
      lead={message && <Lead message={message} tenant={tenant} />}
      actions={message && <MarkButton message={message} />}
    >
      <Loaded query={query} what="This message">
        {(loaded) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack gap="lg">
                {!loaded.confirmed && <Unconfirmed />}
                <Section title={loaded.kind === 'appointment' ? 'What for' : 'Message'}>
                  <Text size="sm" className={classes.text}>
                    {loaded.text}
                  </Text>
                </Section>
                <Facts message={loaded} tenant={tenant} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Deliveries message={loaded} />
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </Page>
  );
}

interface PartProps {
  message: InboxMessage;
  tenant: TenantView | undefined;
}

function Lead({ message, tenant }: PartProps) {
  return (
    <Group gap="xs">
      <span>
        for{' '}
        <TextLink href={`/tenants/${message.tenantId}`}>
          {tenant?.businessName ?? `Tenant ${message.tenantId}`}
        </TextLink>
        , {dateTime(message.at)}
        {tenant && tenant.timeZone !== viewerZone() && ` (${dateTime(message.at, tenant.timeZone)} there)`}
      </span>
      <Badges message={message} withoutKind />
    </Group>
  );
}

function Unconfirmed() {
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title="Not confirmed by the caller"
    >
      The call ended before the caller said that this is right. Words, name or number may be wrong or missing:
      look into the call.
    </Alert>
  );
}

function MarkButton({ message: { id, done } }: { message: InboxMessage }) {
  const { mark, marking } = useMark();
  return (
    <Button
      variant={done ? 'default' : 'filled'}
      loading={marking !== null}
      leftSection={done ? <IconArrowBackUp size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
      onClick={() => void mark(id, !done)}
    >
      {done ? 'Open again' : 'Mark as done'}
    </Button>
  );
}

function Facts({ message, tenant }: PartProps) {
  const wanted = [...message.startsAt.map(localTimeWords), ...message.preferredTimes];
  const rows = [
    { label: 'Name', value: message.name ?? 'Not given' },
    { label: 'Call back', value: callBackWords(message) },
    { label: 'Called from', value: phone(message.from) },
    { label: 'Urgency', value: capital(message.urgency) },
    ...(wanted.length > 0
      ? [{ label: 'Times wanted', value: `${wanted.join('; ')}${tenant ? `, in ${tenant.timeZone}` : ''}` }]
      : []),
    ...(message.doneAt === null ? [] : [{ label: 'Done', value: dateTime(message.doneAt) }]),
    { label: 'Call', value: <TextLink href={`/calls/${message.callSid}`}>Transcript and details</TextLink> },
  ];
  return (
    <Section title="Details">
      <DataList>
        {rows.map(({ label, value }) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue className={classes.text}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </Section>
  );
}

function Deliveries({ message }: { message: InboxMessage }) {
  return (
    <Section title="Deliveries">
      {message.deliveries.length === 0 ? (
        <Text size="sm" c="dimmed">
          It is kept here only. Set where messages go under{' '}
          <TextLink href={`/tenants/${message.tenantId}/messages`}>Messages</TextLink>.
        </Text>
      ) : (
        <ul className={classes.deliveries}>
          {message.deliveries.map((delivery) => (
            <li key={delivery.id}>
              <DeliveryEntry messageId={message.id} delivery={delivery} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

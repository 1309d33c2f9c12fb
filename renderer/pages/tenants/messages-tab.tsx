import { Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { Inherited } from './inherited.tsx';
import { Chips } from './list-field.tsx';
import { useField } from './use-field.ts';

/** Where messages go, what is asked for appointments, and what the caller gets afterwards. */
export function MessagesTab() {
  return (
    <Stack gap="lg">
      <Delivery />
      <Appointments />
      <FollowUp />
    </Stack>
  );
}

function Delivery() {
  const { value, own, inherit, set, error } = useField('delivery', {
    emails: [],
    sms: [],
    webhookUrl: null,
    withTranscript: true,
  });
  return (
    <Section
      title="Delivery"
      lead="Every message is in the inbox. It can be sent on as well; what could not be delivered is tried again and shown."
    >
      <Inherited label="Delivery" own={own} inherit={inherit}>
        <Stack gap="md">
          <Chips
            label="E-mail to"
            description="Needs a mail server in the settings."
            placeholder="office@example.com"
            value={value.emails}
            error={error}
            onChange={(emails) => set({ ...value, emails })}
          />
          <Switch
            label="With the whole conversation in the e-mail"
            checked={value.withTranscript}
            onChange={(event) => set({ ...value, withTranscript: event.currentTarget.checked })}
          />
          <Chips
            label="Text message to"
            description="Needs Twilio. Numbers in international form."
            placeholder="+15551234567"
            value={value.sms}
            onChange={(sms) => set({ ...value, sms })}
          />
          <TextInput
            label="Webhook"
            description="Gets a signed request for each message. The secret WEBHOOK_SECRET is set under Tools."
            placeholder="https://example.com/ringhouse"
            value={value.webhookUrl ?? ''}
            onChange={(event) => set({ ...value, webhookUrl: event.currentTarget.value.trim() || null })}
          />
        </Stack>
      </Inherited>
    </Section>
  );
}

const APPOINTMENTS = [
  { value: 'request', label: 'Ask for times and pass them on' },
  { value: 'tools', label: 'Book with the tenant’s own tools' },
  { value: 'off', label: 'Do not offer appointments' },
] as const;

function Appointments() {
  const { value, own, inherit, set, error } = useField('appointments', 'request');
  return (
    <Section title="Appointments" lead="The agent says “booked” only when a tool has confirmed it.">
      <Inherited label="Appointments" own={own} inherit={inherit}>
        <Select
          label="What the agent does"
          data={[...APPOINTMENTS]}
          allowDeselect={false}
          value={value}
          error={error}
          onChange={(next) => {
            const chosen = APPOINTMENTS.find((one) => one.value === next)?.value;
            if (chosen) set(chosen);
          }}
        />
      </Inherited>
    </Section>
  );
}

function FollowUp() {
  const { value, own, inherit, set, error } = useField('followUp', { on: false, text: '' });
  const address = useField('address', '').value;
  return (
    <Section
      title="Text message to the caller"
      lead="Sent once after the call, for example with the address or a link for bookings."
    >
      <Inherited label="Text message to the caller" own={own} inherit={inherit}>
        <Stack gap="md">
          <Switch
            label="Send a text message after the call"
            checked={value.on}
            onChange={(event) => set({ ...value, on: event.currentTarget.checked })}
          />
          <SimpleGrid cols={1}>
            <Textarea
              label="Words"
              description={`{business_name} and {address} can stand in it.${address ? '' : ' The address is not set.'}`}
              placeholder="Thank you for calling {business_name}. You find us at {address}."
              autosize
              minRows={2}
              value={value.text}
              error={error}
              onChange={(event) => set({ ...value, text: event.currentTarget.value })}
            />
          </SimpleGrid>
        </Stack>
      </Inherited>
    </Section>
  );
}

import { Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Inherited, Origin } from './inherited.tsx';
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
  const { value, own, inherit, set, wrong } = useField('delivery', {
    emails: [],
    sms: [],
    webhookUrl: null,
    withTranscript: true,
  });
  return (
    <Section
      title="Delivery"
      lead="Every message is in the inbox. It can be sent on as well; what could not be delivered is tried again and shown."
      actions={<Origin label="Delivery" own={own} inherit={inherit} />}
    >
      <Chips
        label="E-mail to"
        description={
          <>
            Needs a mail server in the <TextLink href="/settings">settings</TextLink>.
          </>
        }
        placeholder="office@example.com"
        value={value.emails}
        wrong={wrong.at('emails')}
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
        wrong={wrong.at('sms')}
        onChange={(sms) => set({ ...value, sms })}
      />
      <TextInput
        label="Webhook"
        description="Gets a signed request for each message. The secret WEBHOOK_SECRET is set under Tools."
        placeholder="https://example.com/ringhouse"
        value={value.webhookUrl ?? ''}
        error={wrong.at('webhookUrl').any}
        onChange={(event) => set({ ...value, webhookUrl: event.currentTarget.value.trim() || null })}
      />
      <Problem text={wrong.own} />
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
  const tools = [useField('httpTools', []).value, useField('mcpServers', []).value].flat();
  return (
    <Section title="Appointments" lead="The agent says “booked” only when a tool has confirmed it.">
      <Inherited label="Appointments" own={own} inherit={inherit}>
        <Select
          label="What the agent does"
          data={[...APPOINTMENTS]}
          allowDeselect={false}
          value={value}
          error={error}
          description={
            value === 'tools' && tools.length === 0 ? 'There is no tool yet: add one under Tools.' : ''
          }
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
      lead="Sent once after the call, for example with the address or a link for bookings; only to numbers of the countries under Transfers."
      actions={<Origin label="Text message to the caller" own={own} inherit={inherit} />}
    >
      <Switch
        label="Send a text message after the call"
        checked={value.on}
        onChange={(event) => set({ ...value, on: event.currentTarget.checked })}
      />
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
    </Section>
  );
}

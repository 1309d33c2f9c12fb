import { Group, Stack, Text } from '@mantine/core';
import type { CallRecord } from '../../../server/contracts/call.ts';
import type { CallerMessage } from '../../../server/contracts/message.ts';
import { useCallMessages } from '../../api/get-call-messages.ts';
import { TRANSFER, toolWords } from '../../ui/call-words.ts';
import { Section } from '../../ui/section.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { clockTime, duration, phone } from '../../ui/words.ts';
import { Badges } from '../inbox/badges.tsx';
import classes from './calls.module.css';

/** What the caller left, with the way to where it lies in the inbox. */
export function CallMessages({ call }: { call: CallRecord }) {
  const filed = useCallMessages(call.callSid).data ?? [];
  if (filed.length === 0 && call.messages.length === 0) return null;
  const title = call.messages.length > 1 ? 'Messages left' : 'Message left';
  return (
    <Section title={title}>
      {filed.length === 0
        ? call.messages.map((message) => <MessageWords key={message.atMs} message={message} />)
        : filed.map((message) => (
            <Stack key={message.id} gap={6}>
              <MessageWords message={message} />
              <Group gap="xs">
                <Text size="sm">
                  <TextLink href={`/inbox/${message.id}`}>
                    {message.done ? 'Done: see it in the inbox' : 'Open it in the inbox'}
                  </TextLink>
                </Text>
                <Badges message={{ ...message, practice: false }} />
              </Group>
            </Stack>
          ))}
    </Section>
  );
}

function MessageWords({ message }: { message: CallerMessage }) {
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {message.name ?? 'Name not given'}
        {message.callbackNumber && (
          <Text span size="sm" c="dimmed" fw={400} className="tabular">
            {' '}
            · call back {phone(message.callbackNumber)}
          </Text>
        )}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {message.text}
      </Text>
    </Stack>
  );
}

/** Whom the caller was to be put through to, and how that went. */
export function CallTransfers({ call: { transfers } }: { call: CallRecord }) {
  if (transfers.length === 0) return null;
  return (
    <Section title="Transfers">
      <ul className={classes.deeds}>
        {transfers.map((transfer) => (
          <li key={transfer.atMs}>
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {transfer.label}
              </Text>
              <Text size="sm" component="div">
                <StatusDot tone={TRANSFER[transfer.outcome].tone}>
                  {TRANSFER[transfer.outcome].text}
                </StatusDot>
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {clockTime(transfer.atMs)} ·{' '}
              {transfer.mode === 'warm' ? 'Announced first' : 'Put through at once'}
            </Text>
            {transfer.summary && (
              <Text size="sm" mt={4}>
                Told: {transfer.summary}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The tools the agent used. */
export function CallTools({ call: { tools } }: { call: CallRecord }) {
  if (tools.length === 0) return null;
  return (
    <Section title="Tools used">
      <ul className={classes.deeds}>
        {tools.map((tool) => (
          <li key={`${tool.name}-${tool.atMs}`}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {toolWords(tool.name)}
              </Text>
              <Text size="sm" component="div" className="nowrap">
                <StatusDot tone={tool.ok ? 'good' : 'bad'}>{tool.ok ? 'Worked' : 'Failed'}</StatusDot>
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {clockTime(tool.atMs)} · took {duration(tool.tookMs)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

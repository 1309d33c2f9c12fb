import { Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { CallNow } from '../../events/calls-now.ts';
import { TRANSFER, toolWords } from '../../ui/call-words.ts';
import { incidentWords } from '../../ui/mishap-words.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { clockTime, duration, phone, plural } from '../../ui/words.ts';
import classes from './live.module.css';

/** What the agent knew of the caller, and what it has done. */
export function CallKnowledge({ call }: { call: CallNow }) {
  const { messages, tools, transfers, incidents } = call;
  return (
    <Stack gap="md">
      <Memory call={call} />
      {incidents.length > 0 && (
        <Part title="What went wrong">
          {incidents.map((incident) => {
            const { text, whose, lasted } = incidentWords(incident);
            return (
              <li key={`${incident.kind}-${incident.atMs}`}>
                <At ms={incident.atMs} /> {text}
                <Text size="xs" c="dimmed">
                  {whose}
                  {lasted && `, for ${lasted}`}
                </Text>
              </li>
            );
          })}
        </Part>
      )}
      {transfers.length > 0 && (
        <Part title="Transfers">
          {transfers.map(({ label, atMs, outcome }) => (
            <li key={atMs}>
              <At ms={atMs} /> {label}:{' '}
              <StatusDot tone={TRANSFER[outcome].tone}>{TRANSFER[outcome].text}</StatusDot>
            </li>
          ))}
        </Part>
      )}
      {messages.length > 0 && (
        <Part title="Messages taken">
          {messages.map(({ atMs, name, text, callbackNumber, urgency }) => (
            <li key={atMs}>
              <b>{name ?? 'Name not given'}</b>
              {urgency === 'urgent' && ' (urgent)'}: {text}
              {callbackNumber && (
                <Text size="xs" c="dimmed" className="tabular">
                  Call back {phone(callbackNumber)}
                </Text>
              )}
            </li>
          ))}
        </Part>
      )}
      {tools.length > 0 && (
        <Part title="Tools used">
          {tools.map(({ name, atMs, tookMs, ok }) => (
            <li key={`${name}-${atMs}`}>
              <At ms={atMs} /> {toolWords(name)}
              <Text size="xs" c="dimmed">
                {ok ? `Worked, in ${duration(tookMs)}` : `Failed, after ${duration(tookMs)}`}
              </Text>
            </li>
          ))}
        </Part>
      )}
    </Stack>
  );
}

const At = ({ ms }: { ms: number }) => (
  <Text span size="xs" c="dimmed" className="tabular">
    {clockTime(ms)}
  </Text>
);

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id} mb={4}>
        {title}
      </Title>
      <ul className={classes.known}>{children}</ul>
    </section>
  );
}

/** What was remembered of the caller when the call began. */
function Memory({ call: { recalled, namespace, tenantId } }: { call: CallNow }) {
  const id = useId();
  if (recalled === null)
    return (
      <section aria-labelledby={id}>
        <Title order={3} id={id} mb={4}>
          Memory
        </Title>
        <Text size="sm" c="dimmed">
          {namespace === null
            ? 'The number is withheld: nothing is remembered of this caller.'
            : 'This caller is new: nothing is remembered yet.'}
        </Text>
      </section>
    );
  const digits = namespace?.split('_').at(-1) ?? '';
  const { name, facts, openMatters, summaries, callCount } = recalled;
  const lists = [
    ['Still open', openMatters],
    ['Facts', facts],
    ['Earlier calls', [...summaries].reverse()],
  ] as const;
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id} mb={4}>
        Memory
      </Title>
      <Text size="sm">
        {name ?? 'Name not known'}, {plural(callCount, 'earlier call')}
      </Text>
      {lists.map(
        ([title, items]) =>
          items.length > 0 && (
            <div key={title}>
              <Text size="xs" c="dimmed" fw={600} mt={6}>
                {title}
              </Text>
              <ul className={classes.known}>
                {items.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </div>
          ),
      )}
      <Text size="sm" mt={6}>
        <TextLink href={`/tenants/${tenantId}/callers?caller=${digits}`}>All that is remembered</TextLink>
      </Text>
    </section>
  );
}

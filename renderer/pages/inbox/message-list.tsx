import { Button, Group, Paper, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { InboxMessage } from '../../../server/contracts/message.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { Moment } from '../../ui/moment.tsx';
import { Badges } from './badges.tsx';
import classes from './inbox.module.css';
import { whoLeft } from './message-words.ts';
import { useMark } from './use-mark.tsx';

interface MessageListProps {
  messages: readonly InboxMessage[];
  tenants: readonly TenantView[];
}

/** Messages with their first words; each leads to its own page. */
export function MessageList({ messages, tenants }: MessageListProps) {
  const list = useRef<HTMLUListElement>(null);
  const { mark, marking } = useMark();
  const markFromList = async (id: string, done: boolean): Promise<void> => {
    // The entry may leave the list, and with it what had the focus.
    if (await mark(id, done)) list.current?.focus({ preventScroll: true });
  };
  return (
    <Paper>
      <ul className={classes.list} aria-label="Messages" ref={list} tabIndex={-1}>
        {messages.map((message) => (
          <li key={message.id} data-done={message.done || undefined}>
            <Entry
              message={message}
              tenant={tenants.find(({ id }) => id === message.tenantId)}
              marking={marking === message.id}
              onMark={(done) => markFromList(message.id, done)}
            />
          </li>
        ))}
      </ul>
    </Paper>
  );
}

interface EntryProps {
  message: InboxMessage;
  tenant: TenantView | undefined;
  marking: boolean;
  onMark(done: boolean): void;
}

function Entry({ message, tenant, marking, onMark }: EntryProps) {
  const { done } = message;
  const who = whoLeft(message, message.from);
  return (
    <div className={classes.entry}>
      <div className={classes.words}>
        <Group gap="xs">
          <Link href={`/inbox/${message.id}`} className={`row-link ${classes.link}`}>
            <Text span size="sm" fw={600}>
              {who}
            </Text>
          </Link>
          <Badges message={message} />
        </Group>
        <Text size="sm" lineClamp={2} className={classes.text}>
          {message.text}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {tenant?.businessName ?? `Tenant ${message.tenantId}`},{' '}
          <Moment iso={message.at} zone={tenant?.timeZone} size="xs" />
        </Text>
      </div>
      <Button
        className={classes.act}
        variant="default"
        size="xs"
        loading={marking}
        leftSection={done ? <IconArrowBackUp size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
        aria-label={done ? `Open again: message of ${who}` : `Done: message of ${who}`}
        onClick={() => onMark(!done)}
      >
        {done ? 'Open again' : 'Done'}
      </Button>
    </div>
  );
}

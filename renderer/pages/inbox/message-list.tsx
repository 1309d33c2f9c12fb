import { Button, Checkbox, Group, Paper, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { InboxMessage } from '../../../server/contracts/message.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { Moment } from '../../ui/moment.tsx';
import { plural } from '../../ui/words.ts';
import { Badges } from './badges.tsx';
import classes from './inbox.module.css';
import { ENTRY, useListKeys } from './list-keys.ts';
import { whoLeft } from './message-words.ts';
import { useMark } from './use-mark.tsx';

interface MessageListProps {
  messages: readonly InboxMessage[];
  tenants: readonly TenantView[];
}

/** More are not marked at once. */
const MOST_AT_ONCE = 200;

/** Messages with their first words; each leads to its own page. Several can be chosen and marked at once. */
export function MessageList({ messages, tenants }: MessageListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { mark, markAll, marking, markingAll } = useMark();
  /** Where the focus is to go once what had it has left the list. */
  const goal = useRef<number | null>(null);
  const toggle = useCallback((id: string): void => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const markOne = async (id: string): Promise<void> => {
    const index = messages.findIndex((message) => message.id === id);
    if (await mark(id, !messages[index]?.done)) goal.current = index;
  };
  const latestMark = useRef(markOne);
  latestMark.current = markOne;
  const onMark = useCallback((id: string): void => void latestMark.current(id), []);
  const { focusAt } = useListKeys(list, { onMark, onChoose: toggle });
  useEffect(() => {
    // After the list was renewed: what had the focus may have left it.
    if (goal.current === null || list.current?.contains(document.activeElement)) return;
    focusAt(goal.current);
    goal.current = null;
  });
  const picked = messages.filter(({ id }) => chosen.has(id)).slice(0, MOST_AT_ONCE);
  const markPicked = async (done: boolean): Promise<void> => {
    const ids = picked.filter((message) => message.done !== done).map(({ id }) => id);
    if (ids.length === 0 || (await markAll(ids, done))) {
      setChosen(new Set());
      list.current?.focus({ preventScroll: true });
    }
  };
  return (
    <Paper>
      <Group className={classes.choice} gap="sm">
        <Checkbox
          label={picked.length === 0 ? 'Choose all shown' : `${plural(picked.length, 'message')} chosen`}
          checked={picked.length > 0 && picked.length === messages.length}
          indeterminate={picked.length > 0 && picked.length < messages.length}
          onChange={(event) =>
            setChosen(new Set(event.currentTarget.checked ? messages.map(({ id }) => id) : []))
          }
        />
        {picked.some(({ done }) => !done) && (
          <Button size="xs" variant="default" loading={markingAll} onClick={() => void markPicked(true)}>
            Mark as done
          </Button>
        )}
        {picked.some(({ done }) => done) && (
          <Button size="xs" variant="default" loading={markingAll} onClick={() => void markPicked(false)}>
            Open again
          </Button>
        )}
      </Group>
      <ul className={classes.list} aria-label="Messages" ref={list} tabIndex={-1}>
        {messages.map((message) => (
          <li key={message.id} data-done={message.done || undefined}>
            <Entry
              message={message}
              tenant={tenants.find(({ id }) => id === message.tenantId)}
              marking={marking === message.id}
              chosen={chosen.has(message.id)}
              onChoose={toggle}
              onMark={onMark}
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
  chosen: boolean;
  /** Both are the same from one rendering to the next, so that only entries that changed are rendered again. */
  onChoose(id: string): void;
  onMark(id: string): void;
}

const Entry = memo(function Entry({ message, tenant, marking, chosen, onChoose, onMark }: EntryProps) {
  const { done } = message;
  const who = whoLeft(message, message.from);
  return (
    <div className={classes.entry}>
      <Checkbox
        className={classes.act}
        aria-label={`Choose: message of ${who}`}
        checked={chosen}
        onChange={() => onChoose(message.id)}
      />
      <div className={classes.words}>
        <Group gap="xs">
          <Link
            href={`/inbox/${message.id}`}
            className={`row-link ${classes.link}`}
            {...{ [ENTRY]: message.id }}
          >
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
        onClick={() => onMark(message.id)}
      >
        {done ? 'Open again' : 'Done'}
      </Button>
    </div>
  );
});

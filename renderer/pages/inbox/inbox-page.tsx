import { Group, SegmentedControl, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import type { InboxPage as Contents, InboxQuery } from '../../../server/contracts/message.ts';
import { useMessages } from '../../api/get-messages.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { MoreOnScroll } from '../../ui/more-on-scroll.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { TenantSelect } from '../../ui/tenant-select.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { FailedFollowUps } from './failed-follow-ups.tsx';
import { MessageList } from './message-list.tsx';
import { STATES, stateFrom } from './message-words.ts';

/** What callers left, of all tenants or of one: still to be done, not delivered, done. */
export default function InboxPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const tenantId = Number(params.get('tenant')) || null;
  const state = stateFrom(params.get('state'));
  const tenants = useTenants().data ?? [];
  const query = useMessages(tenantId, state);
  const [latest] = query.data?.pages ?? [];
  const show = (nextState: string, nextTenant: number | null): void => {
    const next = new URLSearchParams({
      ...(nextState !== 'open' && { state: nextState }),
      ...(nextTenant !== null && { tenant: String(nextTenant) }),
    });
    navigate(next.size > 0 ? `/inbox?${next}` : '/inbox');
  };
  return (
    <Page title="Inbox" lead="What callers left with the agents, newest first.">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label="Which messages"
          data={STATES.map(({ value, label }) => ({ value, label: withCount(value, label, latest) }))}
          value={state}
          onChange={(next) => show(next, tenantId)}
        />
        <TenantSelect tenants={tenants} value={tenantId} onChange={(next) => show(state, next)} />
      </Group>
      <Loaded query={query} what="The messages">
        {({ pages }) => {
          const messages = pages.flatMap((page) => page.messages);
          const followUps = state === 'undelivered' ? (pages[0]?.followUps ?? []) : [];
          if (messages.length + followUps.length === 0)
            return <NoMessages state={state} filtered={tenantId !== null} />;
          return (
            <Stack gap="md">
              {followUps.length > 0 && <FailedFollowUps followUps={followUps} tenants={tenants} />}
              {messages.length > 0 && (
                <MessageList key={`${state} ${tenantId}`} messages={messages} tenants={tenants} />
              )}
              <MoreOnScroll query={query} what="earlier messages" />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function withCount(state: InboxQuery['state'], label: string, page: Contents | undefined): string {
  if (page === undefined || (state !== 'open' && state !== 'undelivered')) return label;
  return page[state] > 0 ? `${label} ${page[state]}` : label;
}

const NOTHING: Record<InboxQuery['state'], { title: string; text: string }> = {
  open: {
    title: 'Nothing left to do',
    text: 'Messages and requests for appointments that callers leave with an agent appear here.',
  },
  undelivered: {
    title: 'Everything was delivered',
    text: 'A message that could not be sent on by e-mail, text message or webhook stays here until it is sent or dismissed.',
  },
  done: { title: 'Nothing is done yet', text: 'Messages that you mark as done are kept here.' },
  all: {
    title: 'No messages yet',
    text: 'Messages and requests for appointments that callers leave with an agent appear here.',
  },
};

function NoMessages({ state, filtered }: { state: InboxQuery['state']; filtered: boolean }) {
  const { title, text } = NOTHING[state];
  return (
    <Empty icon={<IconInbox size={24} />} title={filtered ? `${title} for this tenant` : title}>
      {text}{' '}
      {filtered && (
        <TextLink href={state === 'open' ? '/inbox' : `/inbox?state=${state}`}>Show all tenants</TextLink>
      )}
    </Empty>
  );
}

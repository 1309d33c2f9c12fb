import { Button, Center, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import type { InboxPage as Contents, InboxQuery } from '../../../server/contracts/message.ts';
import { useMessages } from '../../api/get-messages.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
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
  const show = (nextState: string, nextTenant: string | null): void => {
    const next = new URLSearchParams({
      ...(nextState !== 'open' && { state: nextState }),
      ...(nextTenant !== null && { tenant: nextTenant }),
    });
    navigate(next.size > 0 ? `/inbox?${next}` : '/inbox');
  };
  const tenant = tenantId === null ? null : String(tenantId);
  return (
    <Page title="Inbox" lead="What callers left with the agents, newest first.">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label="Which messages"
          data={STATES.map(({ value, label }) => ({ value, label: withCount(value, label, latest) }))}
          value={state}
          onChange={(next) => show(next, tenant)}
        />
        <Select
          aria-label="Tenant"
          placeholder="All tenants"
          clearable
          searchable
          w={220}
          data={tenants.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
          value={tenant}
          onChange={(next) => show(state, next)}
        />
      </Group>
      <Loaded query={query} what="The messages">
        {({ pages }) => {
          const messages = pages.flatMap((page) => page.messages);
          const followUps = state === 'undelivered' ? (pages[0]?.followUps ?? []) : [];
          if (messages.length + followUps.length === 0) return <NoMessages state={state} />;
          return (
            <Stack gap="md">
              {followUps.length > 0 && <FailedFollowUps followUps={followUps} tenants={tenants} />}
              {messages.length > 0 && <MessageList messages={messages} tenants={tenants} />}
              {query.hasNextPage && (
                <Center>
                  <Button
                    variant="default"
                    onClick={() => query.fetchNextPage()}
                    loading={query.isFetchingNextPage}
                  >
                    Show earlier messages
                  </Button>
                </Center>
              )}
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

function NoMessages({ state }: { state: InboxQuery['state'] }) {
  const { title, text } = NOTHING[state];
  return (
    <Empty icon={<IconInbox size={24} />} title={title}>
      {text}
    </Empty>
  );
}

import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keys } from '../../renderer/api/keys.ts';
import { tenantChanged } from '../../renderer/api/tenant-changed.ts';
import { applyEvent, staleAfter, withAlert } from '../../renderer/events/apply-event.ts';
import type { Alert } from '../../server/contracts/events.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { callSummary } from './calls.ts';

const alert = (id: string, resolvedAt: string | null = null): Alert => ({
  id,
  key: id,
  level: 'warning',
  message: 'The tunnel is down.',
  tenantIds: [],
  at: '2026-11-22T10:00:00.000Z',
  count: 1,
  resolvedAt,
});

const ended = {
  callSid: 'CA1',
  tenantId: 7,
  endReason: 'caller-hung-up',
  call: callSummary(),
} as const;

describe('an event', () => {
  it('about one tenant leaves what is known of others', () => {
    const client = new QueryClient();
    client.setQueryData(['tenant', 1, 'callers'], []);
    client.setQueryData(['tenant', 2, 'callers'], []);
    applyEvent(client, { type: 'tenant.changed', tenantId: 1, version: 2 });
    expect(client.getQueryState(['tenant', 1, 'callers'])?.isInvalidated).toBe(true);
    expect(client.getQueryState(['tenant', 2, 'callers'])?.isInvalidated).toBe(false);
  });

  it('that is part of a call in progress makes nothing to fetch', () => {
    const on = { callSid: 'CA1', tenantId: 1 };
    expect(
      staleAfter({ type: 'call.turn', ...on, turn: { role: 'agent', text: 'Hello.', atMs: 0 } }),
    ).toEqual([]);
    expect(staleAfter({ type: 'call.draft', ...on, role: 'agent', text: 'Hel', atMs: 0 })).toEqual([]);
    expect(staleAfter({ type: 'call.state', ...on, state: 'live', agent: 'speaking' })).toEqual([]);
  });

  it('that a call was answered fetches what its agent knows by then, once', () => {
    const client = new QueryClient();
    const fresh = () => {
      client.setQueryData(['live-calls'], []);
      return () => client.getQueryState(['live-calls'])?.isInvalidated;
    };
    const answered = { type: 'call.state', callSid: 'CA1', tenantId: 1, state: 'live' } as const;
    const first = fresh();
    applyEvent(client, { ...answered, state: 'ringing', agent: 'listening' });
    expect(first()).toBe(false);
    applyEvent(client, { ...answered, agent: 'speaking' });
    expect(first()).toBe(true);
    const second = fresh();
    applyEvent(client, { ...answered, agent: 'listening' });
    expect(second()).toBe(false);
  });

  it.each([[keys.replay('T1')], [keys.bundles]])(
    'asks once more for what was on its way when it came, and shows the first answer meanwhile: %s',
    async (queryKey) => {
      const client = new QueryClient();
      const answers: ((data: string) => void)[] = [];
      const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
      const observer = new QueryObserver(client, { queryKey, queryFn });
      onTestFinished(observer.subscribe(() => undefined));
      const task = {
        id: 'T1',
        title: 'Replaying a call',
        subject: null,
        done: 0,
        total: 1,
        problem: null,
      } as const;
      const shown = () => client.getQueryData(queryKey);
      expect(answers).toHaveLength(1);
      applyEvent(client, { type: 'task.changed', task: { ...task, state: 'running' } });
      applyEvent(client, { type: 'task.changed', task: { ...task, state: 'done', done: 1 } });
      expect(answers).toHaveLength(1);
      answers[0]?.('running');
      await expect.poll(() => answers.length).toBe(2);
      expect(shown()).toBe('running');
      answers[1]?.('done');
      await expect.poll(shown).toBe('done');
      expect(answers).toHaveLength(2);
    },
  );

  it('that holds the news itself does not lose it to an older answer on its way', async () => {
    const client = new QueryClient();
    const answers: ((data: Alert[]) => void)[] = [];
    const queryFn = () => new Promise<Alert[]>((resolve) => answers.push(resolve));
    const observer = new QueryObserver(client, { queryKey: ['alerts'], queryFn });
    onTestFinished(observer.subscribe(() => undefined));
    applyEvent(client, { type: 'alert', alert: alert('new') });
    answers[0]?.([]);
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.([alert('new')]);
    await expect.poll(() => client.getQueryData(['alerts'])).toEqual([alert('new')]);
  });

  it('is not lost to an older answer to a page that was left meanwhile', async () => {
    const client = new QueryClient();
    client.setQueryData(['calls', 'list'], 'before');
    const answers: ((data: string) => void)[] = [];
    const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
    const observer = new QueryObserver(client, { queryKey: ['calls', 'list'], queryFn });
    const leave = observer.subscribe(() => undefined);
    applyEvent(client, { type: 'call.ended', ...ended });
    leave();
    applyEvent(client, { type: 'call.ended', ...ended, callSid: 'CA2' });
    answers.at(-1)?.('without the second');
    await expect.poll(() => client.getQueryData(['calls', 'list'])).toBe('without the second');
    await expect.poll(() => client.getQueryState(['calls', 'list'])?.isInvalidated).toBe(true);
  });

  it('about messages makes every list of them stale, and their counts', () => {
    const client = new QueryClient();
    const queries = [
      ['messages', 'counts'],
      ['messages', 'list', null, 'open'],
      ['messages', 'one', '1-a-0'],
    ];
    for (const queryKey of queries) client.setQueryData(queryKey, {});
    applyEvent(client, { type: 'messages.changed', tenantId: 1 });
    for (const queryKey of queries) expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
  });

  it('at the end of a call makes the history and the memory of its caller stale', () => {
    const stale = staleAfter({ type: 'call.ended', ...ended });
    expect(stale).toContainEqual(['calls']);
    expect(stale).toContainEqual(['tenant', 7, 'callers']);
  });

  it('that a call was looked at reaches its page, the lists and the home page', () => {
    const client = new QueryClient();
    const queries = [['calls', 'one', 'CA1'], ['calls', 'list', ''], ['home']];
    for (const queryKey of queries) client.setQueryData(queryKey, {});
    applyEvent(client, { type: 'call.reviewed', callSid: 'CA1', tenantId: 7 });
    for (const queryKey of queries) expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
  });

  it('that a call was read makes stale what its reading added', () => {
    const stale = staleAfter({ type: 'call.summarised', callSid: 'CA1', tenantId: 7 });
    expect(stale).toEqual(expect.arrayContaining([['usage'], ['tenant', 7, 'gaps']]));
  });

  it('that a tenant was deleted or taken in makes stale what came or went with it', () => {
    for (const version of [null, 3]) {
      const client = new QueryClient();
      const queries = [
        ['calls', 'list', '', 1],
        ['usage', 'standing'],
        ['messages', 'counts'],
      ];
      for (const queryKey of queries) client.setQueryData(queryKey, {});
      applyEvent(client, { type: 'tenant.changed', tenantId: 7, version });
      for (const queryKey of queries) expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
    }
  });
});

it('a tenant as a change left it does not hide a later change', async () => {
  const client = new QueryClient();
  const second = { id: 7, version: 2 };
  const third = { id: 7, version: 3 };
  client.setQueryData(['tenant', 7], second);
  const observer = new QueryObserver(client, { queryKey: ['tenant', 7], queryFn: async () => third });
  onTestFinished(observer.subscribe(() => undefined));
  // Only these two of its fields are looked at.
  await tenantChanged(client, second as TenantView);
  expect(client.getQueryData(['tenant', 7])).toEqual(third);
});

describe('alerts', () => {
  it('show each once, open ones first', () => {
    const before = [alert('a'), alert('b')];
    expect(withAlert(before, alert('a', '2026-11-22T11:00:00.000Z')).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(withAlert(before, alert('c')).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

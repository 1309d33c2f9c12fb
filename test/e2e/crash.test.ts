import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { readyInfo } from '../../server/contracts/shell.ts';
import { EventReader } from './appliance.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'main.ts');

interface RealServer {
  child: ChildProcess;
  origin: string;
  token: string;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
}

let dataDir: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-crash-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** The server as a process of its own, as it really runs. */
async function start(): Promise<RealServer> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      RINGHOUSE_DATA_DIR: dataDir,
      RINGHOUSE_PUBLIC_PORT: '0',
      RINGHOUSE_CONTROL_PORT: '0',
      RINGHOUSE_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith('ready ')) continue;
    const { controlUrl } = readyInfo.parse(JSON.parse(line.slice('ready '.length)));
    const { origin, searchParams } = new URL(controlUrl);
    const token = searchParams.get('token') ?? '';
    return {
      child,
      origin,
      token,
      async api<T>(method: string, path: string, body?: unknown) {
        const answer = await fetch(origin + path, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        return (await answer.json()) as T;
      },
    };
  }
  throw new Error('The server ended before it was ready.');
}

it('keeps every turn that was told when it is killed in mid-call, and says that the call was interrupted', {
  timeout: 120_000,
}, async () => {
  const first = await start();
  const identity = { businessName: 'Delta Plumbing', contactName: 'Ann Lee', email: 'ann@example.com' };
  const tenant = await first.api<{ id: number }>('POST', '/api/tenants', {
    ...identity,
    agent: { hours: 'nine to five' },
  });
  const events = await EventReader.open(`${first.origin}/api/events`, first.token);
  const script = [
    'What are your opening hours?',
    'What is your address?',
    'What are your opening hours?',
    'Goodbye.',
  ];
  const { callSid } = await first.api<{ callSid: string }>('POST', '/api/practice-calls', {
    tenantId: tenant.id,
    script,
  });
  const callerSpoke = await events.wait(
    ({ type, data }) => type === 'call.turn' && (data.turn as { role: string }).role === 'caller',
  );
  const after = events.all.indexOf(callerSpoke) + 1;
  await events.wait(({ type }) => type === 'call.turn', after);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const told = events.all.filter(({ type }) => type === 'call.turn').map(({ data }) => data.turn);
  events.close();

  const second = await start();
  const record = await second.api<CallRecord>('GET', `/api/calls/${callSid}`);
  expect(record).toMatchObject({ callSid, state: 'ended', endReason: 'interrupted', tenantId: tenant.id });
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(record.transcript).toEqual(expect.arrayContaining(told));
  const live = await second.api<{ calls: unknown[] }>('GET', '/api/live-calls');
  expect(live.calls).toEqual([]);

  second.child.kill('SIGTERM');
  const [code] = await once(second.child, 'exit');
  expect(code).toBe(0);
});

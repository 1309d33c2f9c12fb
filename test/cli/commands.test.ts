import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { LOOKUP_USAGE, lookupCommand } from '../../server/cli/lookup-command.ts';
import { PRACTICE_USAGE, practiceCommand } from '../../server/cli/practice-command.ts';
import { runCommand } from '../../server/cli/run-command.ts';
import { ManualClock } from '../manual-clock.ts';
import {
  CALL_SID,
  type ControlStandIn,
  endOf,
  startControlStandIn,
  TOKEN,
  turnOf,
} from './control-stand-in.ts';

let control: ControlStandIn;
let dataDir: string;
let clock: ManualClock;
let printed: string[];
let noted: string[];

beforeEach(async () => {
  control = await startControlStandIn();
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-cli-'));
  clock = new ManualClock();
  printed = [];
  noted = [];
  await announce(control.controlUrl);
});
afterEach(async () => {
  await control.close();
  await rm(dataDir, { recursive: true });
});

const announce = (controlUrl: string) =>
  writeFile(join(dataDir, 'control.json'), JSON.stringify({ controlUrl, pid: 1 }));
const machine = (env: Record<string, string> = {}) => ({
  env: { RINGHOUSE_DATA_DIR: dataDir, ...env },
  clock,
  serverEntry: fileURLToPath(new URL('./stand-in-server.ts', import.meta.url)),
  print: (line: string) => void printed.push(line),
  note: (line: string) => void noted.push(line),
});
const practice = (args: string[], env?: Record<string, string>) =>
  runCommand(practiceCommand, PRACTICE_USAGE, args, machine(env));
const lookup = (...args: string[]) => runCommand(lookupCommand, LOOKUP_USAGE, args, machine());

describe('practice', () => {
  test('prints the transcript of its own call as it happens, and how it ended', async () => {
    control.onCall = (send) => {
      send('call.turn', turnOf({ role: 'agent', text: 'of another call', atMs: 0 }, 'CAother'));
      send('call.draft', { callSid: CALL_SID, tenantId: 1, role: 'agent', text: 'Go', atMs: 10 });
      send('call.turn', turnOf({ role: 'agent', text: 'Good morning', atMs: 10, interrupted: true }));
      send('surprise', {});
      send('call.turn', turnOf({ role: 'caller', text: 'Hello', atMs: 65_400 }));
      send('call.ended', endOf('stream-lost', 'CAother'));
      send('call.ended', endOf('caller-hung-up'));
    };
    const code = await practice([
      '--tenant',
      '1',
      '--from',
      '+15551234567',
      '--say',
      'Hello',
      '--say',
      'Bye',
    ]);
    expect(printed).toEqual([
      '0:00 agent: Good morning (interrupted)',
      '1:05 caller: Hello',
      'Call ended after 12 s: caller-hung-up.',
    ]);
    expect(code).toBe(0);
    expect(noted).toEqual([]);
    expect(control.posted).toEqual([
      {
        path: '/api/practice-calls',
        body: { tenantId: 1, from: '+15551234567', script: ['Hello', 'Bye'] },
      },
    ]);
    expect(clock.pending).toBe(0);
  });

  test('has a script of three turns of its own', async () => {
    control.onCall = (send) => send('call.ended', endOf('agent-hung-up'));
    expect(await practice(['--tenant', '2'])).toBe(0);
    const line = expect.any(String);
    expect(control.posted[0]?.body).toEqual({ tenantId: 2, script: [line, line, line] });
  });

  test('is well when the caller was put through', async () => {
    control.onCall = (send) => send('call.ended', endOf('transferred'));
    expect(await practice(['--tenant', '1'])).toBe(0);
  });

  test('fails when the call went wrong', async () => {
    control.onCall = (send) => send('call.ended', endOf('model-failed'));
    expect(await practice(['--tenant', '1'])).toBe(1);
    expect(printed).toEqual(['Call ended after 12 s: model-failed.']);
  });

  test.each([
    [[], 'Say which tenant to call with --tenant ID. There are: 1 (Acme Corp), 2 (Bloom & Co).'],
    [['--tenant', '9'], 'There is no tenant 9. There are: 1 (Acme Corp), 2 (Bloom & Co).'],
    [['--tenant', '1', '--from', 'nonsense'], 'Not so. Write a number.'],
    [['--loud'], expect.stringContaining('--loud')],
    [['1'], expect.stringContaining("'1'")],
  ])('says what is wrong with %j', async (args, problem) => {
    expect(await practice(args)).toBe(2);
    expect(noted).toEqual([problem, `Usage: ${PRACTICE_USAGE}`]);
    expect(printed).toEqual([]);
  });

  test('listens no longer to a server that refuses the call, so that the command comes to its end', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => asked.mockRestore());
    expect(await practice(['--tenant', '1', '--from', 'nonsense'])).toBe(2);
    const signals = asked.mock.calls.flatMap(([, init]) => init?.signal ?? []);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('says so when there is no tenant', async () => {
    control.tenants.length = 0;
    expect(await practice(['--tenant', '1'])).toBe(1);
    expect(noted).toEqual(['There is no tenant yet. Create one in the panel, then call it.']);
  });

  test('fails when the server stops during the call', async () => {
    control.onCall = (_, end) => end();
    expect(await practice(['--tenant', '1'])).toBe(1);
    expect(noted).toEqual(['The server stopped during the call.']);
  });

  test('gives up when nothing is heard for a minute', async () => {
    let watching = () => {};
    const asked = new Promise<void>((resolve) => {
      watching = resolve;
    });
    control.onCall = () => watching();
    const done = practice(['--tenant', '1']);
    await asked;
    while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(60_000);
    expect(await done).toBe(1);
    expect(noted[0]).toMatch(/Nothing was heard/);
  });
});

describe('where no server runs', () => {
  test.each([
    ['nothing is announced', () => rm(join(dataDir, 'control.json'))],
    ['a server left its announcement behind', () => announce('http://127.0.0.1:1/?token=x')],
    ['the announcement is of another server', () => announce(control.controlUrl.replace(TOKEN, 'other'))],
    ['the announcement is torn', () => writeFile(join(dataDir, 'control.json'), '{"contro')],
  ])('one is started for the call and stopped after it: %s', async (_, prepare) => {
    await prepare();
    expect(await practice(['--tenant', '1'])).toBe(0);
    expect(noted).toEqual(['No server is running; starting one for this.']);
    expect(printed).toEqual(['0:00 agent: 0 0', 'Call ended after 12 s: agent-hung-up.']);
  });

  test('its complaint is passed on when it can not start', async () => {
    await rm(join(dataDir, 'control.json'));
    expect(await practice(['--tenant', '1'], { STAND_IN_FAILS: '1' })).toBe(1);
    expect(noted[1]).toBe('Port 1 is used by another program.');
  });
});

describe('lookup', () => {
  const numbers = ['--to', '+15557654321', '--from', '+15551234567'];

  test('prints tenant, memory and TwiML', async () => {
    expect(await lookup(...numbers)).toBe(0);
    expect(printed).toEqual(['Tenant 1: Acme Corp', 'Memory: customer_1_user_15551234567', '<Response/>']);
    expect(control.posted).toEqual([
      { path: '/api/lookup', body: { to: '+15557654321', from: '+15551234567' } },
    ]);
  });

  test('says when the caller has no memory, and when nobody answers', async () => {
    control.lookup = { tenantId: 2, namespace: null, twiml: '<Response/>' };
    expect(await lookup(...numbers)).toBe(0);
    control.lookup = { tenantId: null, namespace: null, twiml: '<Response><Hangup/></Response>' };
    expect(await lookup(...numbers)).toBe(1);
    expect(printed).toEqual([
      'Tenant 2: Bloom & Co',
      'The caller is not remembered.',
      '<Response/>',
      'No tenant has +15557654321.',
      '<Response><Hangup/></Response>',
    ]);
  });

  test('needs both numbers', async () => {
    expect(await lookup('--to', '+15557654321')).toBe(2);
    expect(noted[1]).toBe(`Usage: ${LOOKUP_USAGE}`);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { NEVER_THE_SAME } from './echo-conversation.ts';
import type { Question } from './probe.ts';

const PROBE = new URL('./probe.ts', import.meta.url);
const RELAY = fileURLToPath(new URL('./relay.ts', import.meta.url));
const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

const AUTH_TOKEN = 'bench-auth-token';
const CONTROL_TOKEN = 'bench-control-token';
/** Rings the tenant whose greeting is kept, and the one whose greeting never is. */
export const NUMBERS = { kept: '+15550000001', neverKept: '+15550000002' };

/** A process under test. */
export interface Subject {
  readonly name: 'ringhouse' | 'floor';
  readonly publicPort: number;
  readonly authToken: string;
  ask(question: Question): Promise<number>;
  /** Resolves when the process has ended and left nothing behind. */
  stop(): Promise<void>;
}

/** Starts the bare relay. */
export async function startFloor(modelBaseUrl: string): Promise<Subject> {
  const child = spawnSubject([RELAY, `${modelBaseUrl.replace(/^http/, 'ws')}/realtime`], {});
  const { publicPort } = await ready(child);
  return subject('floor', child, publicPort, async () => {});
}

/**
 * Starts the server on an empty data folder, with two tenants. `profileDir` is where it leaves a CPU profile when it
 * ends.
 */
export async function startRinghouse(modelBaseUrl: string, profileDir?: string): Promise<Subject> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-bench-'));
  // The server must know its public address before it listens.
  const port = await freePort();
  const child = spawnSubject(
    [...(profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []), SERVER],
    {
      RINGHOUSE_DATA_DIR: dataDir,
      RINGHOUSE_PUBLIC_PORT: String(port),
      RINGHOUSE_CONTROL_PORT: '0',
      RINGHOUSE_CONTROL_TOKEN: CONTROL_TOKEN,
      RINGHOUSE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      RINGHOUSE_LOG_LEVEL: 'warn',
      RINGHOUSE_MAX_CALLS: '1000',
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      OPENAI_API_KEY: 'sk-bench',
      OPENAI_BASE_URL: modelBaseUrl,
    },
  );
  const server = subject('ringhouse', child, port, () => rm(dataDir, { recursive: true, force: true }));
  try {
    const { controlPort } = await ready(child);
    await createTenant(controlPort, NUMBERS.kept, 'Hello, this is the bench.');
    await createTenant(controlPort, NUMBERS.neverKept, `Hello, this is ${NEVER_THE_SAME}.`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function spawnSubject(args: string[], settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--expose-gc', '--import', PROBE.href, ...args], {
    // Nothing of the surroundings but what a process needs to run: a key or a port set there must not matter here.
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

/** What the process says of itself once it answers. Rejects when it ends before. */
async function ready(child: ChildProcess): Promise<{ publicPort: number; controlPort: number }> {
  if (!child.stdout) throw new Error('The process under test has no output to read.');
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    child.stdout.resume();
    return JSON.parse(line.slice('ready '.length));
  }
  throw new Error('The process under test ended before it was ready.');
}

function subject(
  name: Subject['name'],
  child: ChildProcess,
  publicPort: number,
  tidy: () => Promise<void>,
): Subject {
  return {
    name,
    publicPort,
    authToken: AUTH_TOKEN,
    async ask(question) {
      child.send(question);
      const [answer] = await once(child, 'message');
      return answer;
    },
    async stop() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      await tidy();
    },
  };
}

async function createTenant(controlPort: number, phoneNumber: string, greeting: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${controlPort}/api/tenants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CONTROL_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      businessName: 'Bench & Sons',
      contactName: 'Bea Bench',
      email: 'bea@example.com',
      phoneNumber,
      agent: { greeting },
    }),
  });
  if (response.status !== 201) throw new Error(`The server refused a tenant: ${await response.text()}`);
}

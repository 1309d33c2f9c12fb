import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { readyInfo } from '../contracts/shell.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { ControlClient } from './control-client.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command needs of the machine. */
export interface Machine {
  env: Environment;
  clock: Clock;
  /** The file that starts a server. */
  serverEntry: string;
  /** One line for the reader of the result. */
  print(line: string): void;
  /** One line about what is going on. */
  note(line: string): void;
}

const STOP_DEADLINE_MS = 15_000;

/**
 * Does something with the server that runs on this computer's data, or with one that is started for it and stopped again.
 * Rejects with `AppError` when there is neither.
 */
export async function withServer<T>(
  machine: Machine,
  use: (client: ControlClient) => Promise<T>,
): Promise<T> {
  const running = await findRunning(readConfig(machine.env).dataDir);
  if (running) return use(running);
  machine.note('No server is running; starting one for this.');
  const own = await startOwn(machine);
  try {
    return await use(new ControlClient(own.controlUrl));
  } finally {
    await own.stop();
  }
}

const announcement = z.object({ controlUrl: z.url() });

/** The server that has announced itself in the data folder, if it still answers. */
async function findRunning(dataDir: string): Promise<ControlClient | null> {
  try {
    const { controlUrl } = announcement.parse(
      JSON.parse(await readFile(join(dataDir, 'control.json'), 'utf8')),
    );
    const client = new ControlClient(controlUrl);
    await client.get('/api/tenants', z.unknown());
    return client;
  } catch {
    // No file, one that was left behind by a crash, or another server on that port: none of ours is running.
    return null;
  }
}

async function startOwn({
  env,
  clock,
  serverEntry,
}: Machine): Promise<{ controlUrl: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [serverEntry], {
    env: { ...env, RINGHOUSE_PUBLIC_PORT: '0', RINGHOUSE_CONTROL_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint += String(data);
  });
  const ready = new Promise<string>((resolve) => {
    // Reading goes on after it is ready: a full pipe would stop the server.
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready '))
        resolve(readyInfo.parse(JSON.parse(line.slice('ready '.length))).controlUrl);
    });
  });
  const controlUrl = await Promise.race([ready, exited.then(() => null)]);
  if (controlUrl === null)
    throw new AppError('unavailable', complaint.trim() || 'The server stopped before it was ready.');
  return {
    controlUrl,
    async stop() {
      child.kill('SIGTERM');
      const deadline = clock.after(STOP_DEADLINE_MS, () => child.kill('SIGKILL'));
      await exited;
      deadline.cancel();
    },
  };
}

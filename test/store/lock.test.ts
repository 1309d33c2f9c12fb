import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJsonStore } from '../../server/store/json/index.ts';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CONTENDER = fileURLToPath(new URL('processes/contender.ts', import.meta.url));
const RACES = 100;

async function startContender(): Promise<ChildProcess> {
  const child = fork(CONTENDER, { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

async function ask(child: ChildProcess, message: object): Promise<{ got?: boolean }> {
  const answer = once(child, 'message');
  child.send(message);
  const [received] = await answer;
  return received;
}

describe('a data folder', () => {
  it('has exactly one holder in each of 100 races between processes', async () => {
    const folder = await temporaryFolder();
    const contenders = await Promise.all([1, 2, 3, 4].map(startContender));
    const holders: number[] = [];
    for (let race = 0; race < RACES; race += 1) {
      const answers = await Promise.all(contenders.map((child) => ask(child, { lock: folder })));
      holders.push(answers.filter(({ got }) => got).length);
      await Promise.all(contenders.map((child) => ask(child, { release: true })));
    }
    expect(holders).toEqual(Array.from({ length: RACES }, () => 1));
  });

  it('is free as soon as its holder is killed', async () => {
    const folder = await temporaryFolder();
    const holder = await startContender();
    expect(await ask(holder, { lock: folder })).toEqual({ got: true });
    expect(nodeFileSystem.lock(folder)).toBeUndefined();
    const exited = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exited;
    const lock = nodeFileSystem.lock(folder);
    expect(lock).toBeDefined();
    lock?.release();
  });

  it('is refused to a second start, naming the folder and what to do', async () => {
    const dataDir = await temporaryFolder();
    const options = { dataDir, clock: new ManualClock(), onDamage: () => undefined };
    const first = await openJsonStore(options);
    const second = openJsonStore(options);
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
    await expect(second).rejects.toThrow(dataDir);
    await expect(second).rejects.toThrow(/quit it/);
    await first.close();
    await first.close();
    await (await openJsonStore(options)).close();
  });
});

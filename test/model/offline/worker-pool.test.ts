import { afterEach, describe, expect, it } from 'vitest';
import { WorkerPool } from '../../../server/model/offline/worker-pool.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';

const clock = new ManualClock();
const pools: WorkerPool<number | string, number>[] = [];

function pool(threads: number) {
  const made = new WorkerPool<number | string, number>({
    url: new URL('./fixtures/odd-worker.ts', import.meta.url),
    threads,
    jobTimeoutMs: 1000,
    clock,
    logger: createLogger({ level: 'silent' }),
  });
  pools.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((made) => made.close()));
});

describe('WorkerPool', () => {
  it('answers each job with its own result', async () => {
    const workers = pool(2);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => workers.run(number)));
    expect(answers).toEqual([2, 4, 6, 8, 10]);
  });

  it('loses only the job at which a thread dies, and replaces the thread', async () => {
    const workers = pool(1);
    const died = workers.run('die');
    const behind = workers.run(21);
    await expect(died).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(behind).resolves.toBe(42);
  });

  it('replaces a thread that hangs', async () => {
    const workers = pool(1);
    const hung = workers.run('hang');
    const behind = workers.run(4, 7);
    clock.advance(1000);
    await expect(hung).rejects.toThrow('too long');
    await expect(behind).resolves.toBe(8);
  });

  it('passes on why a job failed, and goes on with the same thread', async () => {
    const workers = pool(1);
    await expect(workers.run('throw')).rejects.toThrow('no such word');
    await expect(workers.run(1)).resolves.toBe(2);
  });

  it('rejects what is not done when it is closed, and everything after', async () => {
    const workers = pool(1);
    const running = workers.run('hang');
    const waiting = workers.run(1);
    const closing = workers.close();
    await expect(running).rejects.toThrow('shutting down');
    await expect(waiting).rejects.toThrow('shutting down');
    await closing;
    await expect(workers.run(1)).rejects.toThrow('shutting down');
  });
});

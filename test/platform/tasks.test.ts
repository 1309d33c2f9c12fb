import { describe, expect, it } from 'vitest';
import type { Task } from '../../server/contracts/task.ts';
import { AppError } from '../../server/platform/errors.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { Tasks } from '../../server/platform/tasks.ts';

function start() {
  const heard: Task[] = [];
  const logger = createLogger({ destination: { write: () => {} } });
  return { heard, tasks: new Tasks({ ids: randomIds, logger, onChanged: (task) => heard.push(task) }) };
}

describe('a task', () => {
  it('tells how far it is and when it is done', async () => {
    const { heard, tasks } = start();
    const { id } = tasks.start('Counting', async (progress) => {
      progress(1, 2);
      progress(2, 2);
    });
    await tasks.idle();
    expect(heard.map(({ state, done, total }) => [state, done, total])).toEqual([
      ['running', 0, null],
      ['running', 1, 2],
      ['running', 2, 2],
      ['done', 2, 2],
    ]);
    expect(tasks.get(id).state).toBe('done');
  });

  it('says what went wrong in words for a person, and nothing of what is inside', async () => {
    const { tasks } = start();
    const known = tasks.start('Known', async () => {
      throw new AppError('invalid', 'The file is empty. Choose another.');
    });
    const unknown = tasks.start('Unknown', async () => {
      throw new TypeError('x is not a function');
    });
    await tasks.idle();
    expect(tasks.get(known.id).problem).toBe('The file is empty. Choose another.');
    expect(tasks.get(unknown.id)).toMatchObject({ state: 'failed' });
    expect(tasks.get(unknown.id).problem).not.toContain('function');
  });

  it('is remembered while it runs, however many come after it', async () => {
    const { tasks } = start();
    let end = (): void => {};
    const { id } = tasks.start('Long', () => new Promise((resolve) => (end = resolve)));
    for (let one = 0; one < 60; one += 1) tasks.start('Short', async () => {});
    await Promise.resolve();
    expect(tasks.get(id).state).toBe('running');
    expect(() => tasks.get('none')).toThrow(AppError);
    end();
    await tasks.idle();
  });
});

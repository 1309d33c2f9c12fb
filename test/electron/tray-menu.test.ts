import { describe, expect, it } from 'vitest';
import type { ServerState } from '../../electron/supervisor.ts';
import { failureQuestion, quitQuestion, statusLine, trayMenu } from '../../electron/tray-menu.ts';
import { createWakefulness } from '../../electron/wakefulness.ts';

const running: ServerState = {
  name: 'running',
  ready: { controlUrl: 'http://127.0.0.1:5001/', publicUrl: null, publicPort: 5000, controlPort: 5001 },
};
const failed: ServerState = { name: 'failed', message: 'Port 5000 is taken.' };

describe('the tray', () => {
  it.each<[ServerState, number, string]>([
    [{ name: 'starting' }, 0, 'Starting …'],
    [running, 0, 'Ready for calls'],
    [running, 1, '1 call in progress'],
    [running, 12, '12 calls in progress'],
    [{ name: 'restarting', delayMs: 500 }, 0, 'Restarting …'],
    [failed, 0, 'Not answering calls'],
    [{ name: 'stopping' }, 2, 'Stopping …'],
  ])('says of %o with %i calls: %s', (state, calls, line) => {
    expect(statusLine(state, calls)).toBe(line);
    expect(trayMenu(state, calls)[0]).toEqual({ label: line });
  });

  it('always leads to the panel and out', () => {
    for (const state of [running, failed]) {
      const actions = trayMenu(state, 0).flatMap((item) => (item === 'separator' ? [] : (item.action ?? [])));
      expect(actions).toEqual(state === failed ? ['show', 'retry', 'quit'] : ['show', 'quit']);
    }
  });

  it('asks before quitting only when somebody is on the phone', () => {
    expect(quitQuestion(0)).toBeNull();
    expect(quitQuestion(1)?.message).toBe('A call is in progress.');
    expect(quitQuestion(3)).toMatchObject({
      message: '3 calls are in progress.',
      buttons: ['Quit', 'Keep running'],
    });
  });

  it('says why calls are not answered', () => {
    expect(failureQuestion('Port 5000 is taken.').detail).toBe('Port 5000 is taken.');
  });
});

describe('wakefulness', () => {
  it('blocks sleep from the first call to the last, once', () => {
    const did: string[] = [];
    const setLiveCalls = createWakefulness({
      start: () => did.push('start'),
      stop: (handle) => did.push(`stop ${handle}`),
    });
    setLiveCalls(0);
    expect(did).toEqual([]);
    for (const calls of [1, 2, 1, 0, 0]) setLiveCalls(calls);
    expect(did).toEqual(['start', 'stop 1']);
    setLiveCalls(1);
    expect(did).toEqual(['start', 'stop 1', 'start']);
  });
});

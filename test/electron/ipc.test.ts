import { describe, expect, it } from 'vitest';
import { type Asked, answer } from '../../electron/ipc-answer.ts';
import type { ShellApi, ShellCallName } from '../../server/contracts/shell.ts';

const PANEL = 'http://127.0.0.1:5001';
const fromPanel: Asked = { senderUrl: `${PANEL}/tenants`, isMainFrame: true, input: undefined };

function shell(overrides: Partial<ShellApi> = {}) {
  const calls: string[] = [];
  const handlers: ShellApi = {
    info: async () => {
      calls.push('info');
      return { version: '0.1.0', keys: 'protected' };
    },
    showDataFolder: async () => {
      calls.push('showDataFolder');
    },
    showPanel: async () => {
      calls.push('showPanel');
    },
    startsAtLogin: async () => {
      calls.push('startsAtLogin');
      return null;
    },
    startAtLogin: async (on) => {
      calls.push(`startAtLogin ${on}`);
      return on;
    },
    ...overrides,
  };
  return { calls, handlers };
}

/** With an input that the contract knows. */
const ALL: readonly [ShellCallName, unknown][] = [
  ['info', undefined],
  ['showDataFolder', undefined],
  ['showPanel', undefined],
  ['startsAtLogin', undefined],
  ['startAtLogin', true],
];

describe('what the panel asks of the shell', () => {
  it('is answered', async () => {
    const { handlers, calls } = shell();
    expect(await answer(handlers, 'info', fromPanel, PANEL)).toEqual({ version: '0.1.0', keys: 'protected' });
    expect(await answer(handlers, 'showDataFolder', fromPanel, PANEL)).toBeUndefined();
    expect(await answer(handlers, 'showPanel', fromPanel, PANEL)).toBeUndefined();
    expect(await answer(handlers, 'startsAtLogin', fromPanel, PANEL)).toBeNull();
    expect(await answer(handlers, 'startAtLogin', { ...fromPanel, input: true }, PANEL)).toBe(true);
    expect(calls).toEqual(['info', 'showDataFolder', 'showPanel', 'startsAtLogin', 'startAtLogin true']);
  });

  it.each<[string, Partial<Asked>, string | null]>([
    ['another page', { senderUrl: 'https://example.com/' }, PANEL],
    ['a look-alike', { senderUrl: `${PANEL}.example.com/` }, PANEL],
    ['the public listener', { senderUrl: 'http://127.0.0.1:5000/portal' }, PANEL],
    ['a frame in the panel', { isMainFrame: false }, PANEL],
    ['a frame that is gone', { senderUrl: null }, PANEL],
    ['anyone before the server is ready', {}, null],
  ])('is refused from %s', async (_who, change, panel) => {
    const { handlers, calls } = shell();
    for (const [name, input] of ALL) {
      await expect(answer(handlers, name, { ...fromPanel, input, ...change }, panel)).rejects.toThrow(
        'control panel',
      );
    }
    expect(calls).toEqual([]);
  });

  it('is refused with an input that the contract does not know', async () => {
    const { handlers, calls } = shell();
    for (const [name] of ALL) {
      await expect(answer(handlers, name, { ...fromPanel, input: { path: '/' } }, PANEL)).rejects.toThrow();
    }
    await expect(answer(handlers, 'startAtLogin', fromPanel, PANEL)).rejects.toThrow();
    expect(calls).toEqual([]);
  });

  it('never lets out more than the contract names', async () => {
    const secretive = { version: '1', keys: 'protected' as const, OPENAI_API_KEY: 'sk' };
    const { handlers } = shell({ info: async () => secretive });
    expect(await answer(handlers, 'info', fromPanel, PANEL)).toEqual({ version: '1', keys: 'protected' });
  });
});

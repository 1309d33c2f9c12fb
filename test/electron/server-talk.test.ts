import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hearServer } from '../../electron/server-messages.ts';
import type { VaultName } from '../../server/contracts/settings.ts';
import type { MessageToServer } from '../../server/contracts/shell.ts';
import { createLogger } from '../../server/platform/logger.ts';
import {
  awaitStart,
  createShellLink,
  parentPortOf,
  type ShellLink,
} from '../../server/platform/shell-link.ts';
import { createParentPortVault } from '../../server/store/parent-port-vault.ts';

/** Both ends for real, over a message channel of Node, which clones what it carries. */
describe('shell and server', () => {
  let channel: MessageChannel;
  let link: ShellLink;
  let kept: Map<VaultName, string>;
  let calls: number[];
  let failures: string[];
  let refuse: boolean;
  const post = (message: unknown) => channel.port1.postMessage(message);

  beforeEach(() => {
    channel = new MessageChannel();
    kept = new Map([['OPENAI_API_KEY', 'sk-first']]);
    calls = [];
    failures = [];
    refuse = false;
    const vault = {
      secrets: () => Object.fromEntries(kept),
      unreadable: (): VaultName[] => ['TWILIO_AUTH_TOKEN'],
      async set(name: VaultName, value: string | null) {
        if (refuse) throw new Error(`cannot encrypt ${value}`);
        if (value === null) kept.delete(name);
        else kept.set(name, value);
      },
    };
    const talk = {
      vault,
      post: (message: MessageToServer) => post(message),
      onLiveCalls: (count: number) => calls.push(count),
      onFailed: (message: string) => failures.push(message),
    };
    channel.port1.on('message', (data: unknown) => void hearServer(talk, data));
    link = createShellLink(
      {
        on: (_event, listener) => channel.port2.on('message', (data: unknown) => listener({ data })),
        postMessage: (message) => channel.port2.postMessage(message),
      },
      createLogger({ level: 'silent' }),
    );
  });
  afterEach(() => {
    channel.port1.close();
  });

  /** What was posted before has been heard once this is answered. */
  const settled = () => awaitStart(link);

  it('hand over the keys at start, and name those that are lost', async () => {
    expect(await awaitStart(link)).toEqual({
      type: 'start',
      secrets: { OPENAI_API_KEY: 'sk-first' },
      unreadable: ['TWILIO_AUTH_TOKEN'],
    });
  });

  it('keep a key that the panel changes', async () => {
    const vault = createParentPortVault(link, (await awaitStart(link)).secrets);
    expect(vault.get('OPENAI_API_KEY')).toBe('sk-first');
    await Promise.all([vault.set('OPENAI_API_KEY', 'sk-second'), vault.set('NGROK_AUTHTOKEN', 'ngrok')]);
    expect(vault.get('OPENAI_API_KEY')).toBe('sk-second');
    expect(Object.fromEntries(kept)).toEqual({ OPENAI_API_KEY: 'sk-second', NGROK_AUTHTOKEN: 'ngrok' });
    await vault.set('OPENAI_API_KEY', null);
    expect(vault.get('OPENAI_API_KEY')).toBeUndefined();
    expect(kept.has('OPENAI_API_KEY')).toBe(false);
    await vault.set('SEAL_KEY', 'made');
    expect((await awaitStart(link)).secrets).toEqual({ NGROK_AUTHTOKEN: 'ngrok', SEAL_KEY: 'made' });
  });

  it('leave the key as it was when it cannot be kept, without naming it', async () => {
    const vault = createParentPortVault(link, (await awaitStart(link)).secrets);
    refuse = true;
    const failed = vault.set('OPENAI_API_KEY', 'sk-second');
    await expect(failed).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(failed).rejects.not.toThrow('sk-second');
    expect(vault.get('OPENAI_API_KEY')).toBe('sk-first');
  });

  it('tell of calls and of a failed start', async () => {
    link.post({ type: 'calls', live: 2 });
    link.post({ type: 'failed', message: 'Port 5000 is taken.' });
    await settled();
    expect(calls).toEqual([2]);
    expect(failures).toEqual(['Port 5000 is taken.']);
  });

  it('drop what is not of the contract, on both sides', async () => {
    const heard: MessageToServer[] = [];
    link.on((message) => heard.push(message));
    for (const odd of [
      null,
      'stop',
      { type: 'start' },
      { type: 'secret.saved', id: 'x' },
      { type: '__proto__' },
    ]) {
      post(odd);
    }
    post({ type: 'resumed' });
    for (const odd of [
      null,
      { type: 'calls', live: -1 },
      { type: 'secret.set', id: 1, name: 'PATH', value: 'x' },
      { type: 'secret.set', id: 1.5, name: 'OPENAI_API_KEY', value: 'x' },
    ]) {
      channel.port2.postMessage(odd);
    }
    await settled();
    expect(heard.map(({ type }) => type)).toEqual(['resumed', 'start']);
    expect(calls).toEqual([]);
    expect(Object.fromEntries(kept)).toEqual({ OPENAI_API_KEY: 'sk-first' });
  });

  it('know when there is no shell', () => {
    expect(parentPortOf({})).toBeUndefined();
    expect(parentPortOf({ parentPort: null })).toBeUndefined();
    expect(parentPortOf({ parentPort: channel.port2 })).toBe(channel.port2);
  });
});

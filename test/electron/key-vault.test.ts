import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cipher, KeyVault } from '../../electron/key-vault.ts';
import { removeTree, writeTree } from '../house/tree.ts';

/** Turns text round under a password that can change, as a system's key store may. */
class TestCipher implements Cipher {
  password: string;
  /** Also opens what was encrypted under this one, and asks for renewal. */
  former: string | null = null;
  broken = false;

  constructor(password = 'one') {
    this.password = password;
  }
  protection(): 'protected' {
    return 'protected';
  }
  async encrypt(text: string): Promise<Uint8Array> {
    if (this.broken) throw new Error('locked');
    return Buffer.from(`${this.password}:${[...text].reverse().join('')}`);
  }
  async decrypt(bytes: Uint8Array): Promise<{ text: string; renew: boolean }> {
    const [password, body = ''] = Buffer.from(bytes).toString().split(':');
    if (password !== this.password && password !== this.former) throw new Error('wrong key');
    return { text: [...body].reverse().join(''), renew: password !== this.password };
  }
}

describe('the key vault', () => {
  let root: string;
  let file: string;
  beforeEach(() => {
    root = writeTree({});
    file = join(root, 'shell', 'keys.json');
  });
  afterEach(() => removeTree(root));

  it('is empty at first, without a file', async () => {
    const vault = await KeyVault.load(file, new TestCipher());
    expect(vault.secrets()).toEqual({});
    expect(vault.unreadable()).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps keys over a restart, encrypted and for the owner only', async () => {
    const vault = await KeyVault.load(file, new TestCipher());
    await vault.set('OPENAI_API_KEY', 'sk-very-secret');
    await vault.set('NGROK_AUTHTOKEN', 'ngrok-secret');
    await vault.set('SEAL_KEY', 'made-by-us');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('sk-very-secret');
    expect(text).not.toContain(Buffer.from('sk-very-secret').toString('base64'));
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await KeyVault.load(file, new TestCipher());
    expect(again.secrets()).toEqual({
      OPENAI_API_KEY: 'sk-very-secret',
      NGROK_AUTHTOKEN: 'ngrok-secret',
      SEAL_KEY: 'made-by-us',
    });
  });

  it('removes a key', async () => {
    const vault = await KeyVault.load(file, new TestCipher());
    await vault.set('OPENAI_API_KEY', 'sk-very-secret');
    await vault.set('OPENAI_API_KEY', null);
    expect(vault.secrets()).toEqual({});
    expect((await KeyVault.load(file, new TestCipher())).secrets()).toEqual({});
  });

  it('keeps all of many changes made at once', async () => {
    const vault = await KeyVault.load(file, new TestCipher());
    await Promise.all([
      vault.set('OPENAI_API_KEY', 'a'),
      vault.set('TWILIO_AUTH_TOKEN', 'b'),
      vault.set('NGROK_AUTHTOKEN', 'c'),
      vault.set('OPENAI_API_KEY', 'd'),
    ]);
    const again = await KeyVault.load(file, new TestCipher());
    expect(again.secrets()).toEqual({ OPENAI_API_KEY: 'd', TWILIO_AUTH_TOKEN: 'b', NGROK_AUTHTOKEN: 'c' });
  });

  it('names keys that the key store no longer opens, and keeps them', async () => {
    await (await KeyVault.load(file, new TestCipher('one'))).set('TWILIO_AUTH_TOKEN', 'token');
    const lost = await KeyVault.load(file, new TestCipher('two'));
    expect(lost.secrets()).toEqual({});
    expect(lost.unreadable()).toEqual(['TWILIO_AUTH_TOKEN']);
    await lost.set('OPENAI_API_KEY', 'sk-new');
    const found = await KeyVault.load(file, new TestCipher('one'));
    expect(found.secrets()).toEqual({ TWILIO_AUTH_TOKEN: 'token' });
    await lost.set('TWILIO_AUTH_TOKEN', 'entered again');
    expect(lost.unreadable()).toEqual([]);
  });

  it('encrypts again when the system has changed its key', async () => {
    await (await KeyVault.load(file, new TestCipher('old'))).set('OPENAI_API_KEY', 'sk');
    const cipher = new TestCipher('new');
    cipher.former = 'old';
    expect((await KeyVault.load(file, cipher)).secrets()).toEqual({ OPENAI_API_KEY: 'sk' });
    expect((await KeyVault.load(file, new TestCipher('new'))).secrets()).toEqual({ OPENAI_API_KEY: 'sk' });
  });

  it('stands as before when encrypting fails', async () => {
    const cipher = new TestCipher();
    const vault = await KeyVault.load(file, cipher);
    await vault.set('OPENAI_API_KEY', 'sk-first');
    cipher.broken = true;
    await expect(vault.set('OPENAI_API_KEY', 'sk-second')).rejects.toThrow('locked');
    expect(vault.secrets()).toEqual({ OPENAI_API_KEY: 'sk-first' });
    cipher.broken = false;
    await vault.set('NGROK_AUTHTOKEN', 'after');
    expect((await KeyVault.load(file, new TestCipher())).secrets()).toEqual({
      OPENAI_API_KEY: 'sk-first',
      NGROK_AUTHTOKEN: 'after',
    });
  });

  it('stands as before when the disk refuses', async () => {
    const vault = await KeyVault.load(file, new TestCipher());
    await vault.set('OPENAI_API_KEY', 'sk-first');
    removeTree(join(root, 'shell'));
    writeFileSync(join(root, 'shell'), 'a file where the folder was');
    await expect(vault.set('OPENAI_API_KEY', 'sk-second')).rejects.toThrow();
    expect(vault.secrets()).toEqual({ OPENAI_API_KEY: 'sk-first' });
  });

  it.each(['', '{', '[]', '{"version":2,"keys":{}}', '{"version":1,"keys":{"OPENAI_API_KEY":"***"}}'])(
    'refuses a damaged file rather than starting afresh: %s',
    async (text) => {
      const damaged = join(root, 'keys.json');
      writeFileSync(damaged, text);
      chmodSync(damaged, 0o600);
      await expect(KeyVault.load(damaged, new TestCipher())).rejects.toThrow('damaged');
      expect(readFileSync(damaged, 'utf8')).toBe(text);
    },
  );
});

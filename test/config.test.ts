import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toEqual({
      dataDir: join(homedir(), '.ringhouse'),
      publicPort: 5000,
      controlPort: 5001,
      controlToken: undefined,
      maxCalls: 50,
      logLevel: 'info',
      logPersonal: false,
      privateHosts: [],
      settings: {},
      secrets: {},
    });
  });

  it('fixes settings and keys, by the names of the contract', () => {
    const config = readConfig({
      RINGHOUSE_DATA_DIR: '/data',
      RINGHOUSE_PUBLIC_PORT: '0',
      RINGHOUSE_CONTROL_PORT: '0',
      RINGHOUSE_CONTROL_TOKEN: 'token',
      RINGHOUSE_PUBLIC_URL: 'https://phone.example.com',
      RINGHOUSE_TWILIO_API_URL: 'http://127.0.0.1:9',
      RINGHOUSE_MODEL: 'a-model',
      RINGHOUSE_ENGINE: 'offline',
      NGROK_DOMAIN: 'me.ngrok.app',
      NGROK_AUTHTOKEN: 'ngrok',
      TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
      TWILIO_AUTH_TOKEN: 'twilio',
      OPENAI_API_KEY: 'openai',
      OPENAI_BASE_URL: 'http://127.0.0.1:8/v1',
    });
    expect(config).toMatchObject({
      dataDir: '/data',
      publicPort: 0,
      controlPort: 0,
      controlToken: 'token',
      settings: {
        publicUrl: 'https://phone.example.com',
        twilioApiUrl: 'http://127.0.0.1:9',
        realtimeModel: 'a-model',
        engine: 'offline',
        ngrokDomain: 'me.ngrok.app',
        twilioAccountSid: 'AC0123456789abcdef0123456789abcdef',
        openaiBaseUrl: 'http://127.0.0.1:8/v1',
      },
      secrets: { NGROK_AUTHTOKEN: 'ngrok', TWILIO_AUTH_TOKEN: 'twilio', OPENAI_API_KEY: 'openai' },
    });
  });

  it('counts an empty variable as absent, so that no key is ever empty', () => {
    expect(
      readConfig({ TWILIO_AUTH_TOKEN: '', OPENAI_API_KEY: '  ', RINGHOUSE_PUBLIC_PORT: '' }),
    ).toMatchObject({
      publicPort: 5000,
      secrets: {},
    });
  });

  it('lists the places on private networks', () => {
    expect(
      readConfig({ RINGHOUSE_PRIVATE_HOSTS: '127.0.0.1:8080, N8N.lan:5678,[fd00::1]:80' }).privateHosts,
    ).toEqual(['127.0.0.1:8080', 'n8n.lan:5678', '[fd00::1]:80']);
  });

  it.each([
    ['RINGHOUSE_PRIVATE_HOSTS', 'n8n.lan'],
    ['RINGHOUSE_PRIVATE_HOSTS', 'n8n.lan:99999'],
    ['RINGHOUSE_PRIVATE_HOSTS', 'http://n8n.lan:5678'],
    ['RINGHOUSE_PUBLIC_PORT', '70000'],
    ['RINGHOUSE_PUBLIC_PORT', 'five'],
    ['RINGHOUSE_PUBLIC_URL', 'phone.example.com'],
    ['RINGHOUSE_ENGINE', 'human'],
    ['TWILIO_ACCOUNT_SID', 'XX12'],
    ['DATABASE_URL', 'postgres://localhost/x'],
  ])('is refused by name for %s=%s, without its value where that may be a secret', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});

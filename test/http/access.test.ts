import { describe, expect, it } from 'vitest';
import { createAccess } from '../../server/http/control/access.ts';

const TOKEN = 'the-token-of-this-start';
const at = (port: number, token = TOKEN) => createAccess(token, () => port);
const pairOf = (access: ReturnType<typeof at>): string => access.cookie().split(';')[0] ?? '';
const ask = (headers: Record<string, string>, url = '/api/tenants') => ({
  headers: { host: '127.0.0.1:5001', ...headers },
  url,
});

describe('the cookie of the panel', () => {
  const access = at(5001);

  it('lets in, and holds nothing that a server which gets to see it could use as the token', () => {
    const cookie = pairOf(access);
    const value = cookie.slice(cookie.indexOf('=') + 1);
    expect(access.refusal(ask({ cookie }))).toBeNull();
    expect(cookie).not.toContain(TOKEN);
    expect(access.isToken(value)).toBe(false);
    expect(access.refusal(ask({ authorization: `Bearer ${value}` }))).toBe(401);
  });

  it('is not the token itself, nor of another start', () => {
    const [name] = pairOf(access).split('=');
    expect(access.refusal(ask({ cookie: `${name}=${TOKEN}` }))).toBe(401);
    expect(access.refusal(ask({ cookie: pairOf(at(5001, 'another-token')) }))).toBe(401);
    expect(access.refusal(ask({}))).toBe(401);
  });

  it('stands beside that of another Ringhouse on this computer', () => {
    const other = at(6001, 'token-of-the-other');
    const both = `theme=dark; ${pairOf(other)}; ${pairOf(access)}`;
    expect(access.refusal(ask({ cookie: both }))).toBeNull();
    expect(other.refusal(ask({ host: '127.0.0.1:6001', cookie: both }))).toBeNull();
    expect(access.refusal(ask({ cookie: pairOf(other) }))).toBe(401);
  });

  it('does not help a bearer that is wrong', () => {
    expect(access.refusal(ask({ cookie: pairOf(access), authorization: 'Bearer wrong' }))).toBe(401);
  });
});

describe('what the browser says of the page that asks', () => {
  const access = at(5001);
  const from = (site: string, mode: string, url?: string) =>
    access.refusal(ask({ cookie: pairOf(access), 'sec-fetch-site': site, 'sec-fetch-mode': mode }, url));

  it.each([
    ['same-origin', 'cors', '/api/tenants'],
    ['same-origin', 'websocket', '/api/practice-calls/CA1/audio'],
    ['none', 'navigate', '/api/tenants/1/statement.html'],
    ['none', 'navigate', '/'],
    ['same-site', 'navigate', '/calls?text=billing'],
    ['cross-site', 'navigate', '/'],
  ])('%s, %s: %s is answered', (site, mode, url) => {
    expect(from(site, mode, url)).toBeNull();
  });

  it.each([
    ['same-site', 'no-cors', '/api/tenants'],
    ['same-site', 'cors', '/api/events'],
    ['same-site', 'navigate', '/api/calls/export?format=csv'],
    ['same-site', 'navigate', '/%61pi/calls/export?format=csv'],
    ['same-site', 'websocket', '/api/calls/CA1/audio'],
    ['same-site', 'no-cors', '/metrics'],
    ['same-site', 'no-cors', '/'],
    ['cross-site', 'cors', '/api/tenants'],
  ])('%s, %s: %s is refused', (site, mode, url) => {
    expect(from(site, mode, url)).toBe(403);
  });

  it('counts for whoever has the token as well', () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'sec-fetch-mode': 'cors' };
    expect(access.refusal(ask(headers))).toBeNull();
    expect(access.refusal(ask({ ...headers, 'sec-fetch-site': 'cross-site' }))).toBe(403);
  });
});

import type { LookupOptions } from 'node:dns';
import { pipeline } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOutbound, FETCHED_BYTES, type OutboundRequest } from '../../server/platform/outbound.ts';
import { guardedLookup, isPublicAddress, type Resolve } from '../../server/platform/public-internet.ts';
import { ManualClock } from '../manual-clock.ts';
import { loopbackServer } from './loopback-server.ts';

const nowhere: Resolve = async () => {
  throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
};

function outboundTo(privateHosts: string[], resolve: Resolve = nowhere) {
  const clock = new ManualClock();
  const outbound = createOutbound({ clock, privateHosts, resolve });
  onTestFinished(() => outbound.close());
  const get = (url: string, more: Partial<OutboundRequest> = {}) =>
    outbound.request({ url, method: 'GET', headers: {}, timeoutMs: 8_000, maxBytes: 1_000, ...more });
  return { clock, outbound, get };
}

describe('requests to addresses that others name', () => {
  it('carry method, headers and body, and bring back the answer', async () => {
    const server = await loopbackServer((request, response) => {
      response.writeHead(201, { 'X-Kind': 'note' }).end(`${request.method} ${request.body}`);
    });
    const { get, clock } = outboundTo([server.place]);
    const answer = await get(`${server.origin}/a?b=c`, {
      method: 'POST',
      headers: { 'x-one': '1' },
      body: 'grüße',
    });
    expect(answer).toMatchObject({ status: 201, text: 'POST grüße', cut: false });
    expect(answer.headers['x-kind']).toBe('note');
    expect(server.seen[0]).toMatchObject({ url: '/a?b=c', headers: { 'x-one': '1' } });
    expect(clock.pending).toBe(0);
  });

  const inside = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://2130706433/',
    'http://127.0.0.1./',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://100.100.100.200/',
    'http://169.254.169.254/latest/meta-data',
    'http://168.63.129.16/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[4000::1]/',
    'http://１２７.０.０.１/',
  ];
  it.each(inside)('never go to %s', async (url) => {
    const { get, outbound } = outboundTo([]);
    await expect(get(url)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(outbound.fetch(url)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['localhost', 'localhost.', 'printer.lan', 'metadata.google.internal'])(
    'never go to a private address by the name %s',
    async (name) => {
      const server = await loopbackServer((_, response) => void response.end('inside'));
      const { get } = outboundTo([], async () => ['127.0.0.1']);
      await expect(get(`http://${name}:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
      const mixed = outboundTo([], async () => ['93.184.216.34', '127.0.0.1']);
      await expect(mixed.get(`http://${name}:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
      const mapped = outboundTo([], async () => ['::ffff:127.0.0.1']);
      await expect(mapped.get(`http://${name}:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
      expect(server.seen).toEqual([]);
    },
  );

  it('connect to the very address that was checked, however a name changes its mind', async () => {
    const asked: string[] = [];
    const rebinding: Resolve = async (name) => (asked.push(name) === 1 ? ['93.184.216.34'] : ['127.0.0.1']);
    const guarded = guardedLookup(rebinding);
    const ask = (options: LookupOptions) =>
      new Promise((resolve, reject) =>
        guarded('rebinding.example', options, (error, found) => (error ? reject(error) : resolve(found))),
      );
    // What the socket is given is what was checked: there is no second question between the two.
    expect(await ask({ all: true })).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(asked).toHaveLength(1);
    await expect(ask({ all: false })).rejects.toMatchObject({ code: 'forbidden' });
    const server = await loopbackServer((_, response) => void response.end('inside'));
    const { get } = outboundTo([], rebinding);
    await expect(get(`http://rebinding.example:${server.port}/`)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(server.seen).toEqual([]);
  });

  it('reach a private place only by the host and port that the operator allowed', async () => {
    const server = await loopbackServer((_, response) => void response.end('inside'));
    const other = await loopbackServer((_, response) => void response.end('other'));
    const { get } = outboundTo([server.place], async () => ['127.0.0.1']);
    expect((await get(`http://2130706433:${server.port}/`)).text).toBe('inside');
    await expect(get(other.origin)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(get(`http://localhost:${server.port}/`)).rejects.toMatchObject({ code: 'forbidden' });
    expect(other.seen).toEqual([]);
  });

  it('do not follow redirects', async () => {
    const secret = await loopbackServer((_, response) => void response.end('inside'));
    const server = await loopbackServer((_, response) => {
      response.writeHead(302, { location: secret.origin }).end();
    });
    const { get, outbound } = outboundTo([server.place]);
    expect(await get(server.origin)).toMatchObject({ status: 302, text: '' });
    expect((await outbound.fetch(server.origin)).status).toBe(302);
    expect(secret.seen).toEqual([]);
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'example.com', '', 'https://me:pw@example.com/'])(
    'refuse the address %j',
    async (url) => {
      const { get } = outboundTo([]);
      const failed = get(url);
      await expect(failed).rejects.toMatchObject({ code: 'invalid' });
      await expect(failed).rejects.not.toThrow('pw');
    },
  );

  it('stop reading a long answer where they were told to', async () => {
    function* pieces() {
      const piece = Buffer.from('é'.repeat(32 * 1024));
      for (let sent = 0; sent < 100 * 1024 * 1024; sent += piece.length) yield piece;
    }
    const server = await loopbackServer((_, response) => {
      // It ends early when nobody reads on.
      pipeline(pieces, response, () => {});
    });
    const { get, outbound } = outboundTo([server.place]);
    const answer = await get(server.origin, { maxBytes: 1_001 });
    expect(answer).toMatchObject({ status: 200, cut: true, text: 'é'.repeat(500) });
    const fetched = await outbound.fetch(server.origin);
    await expect(fetched.text()).rejects.toThrow();
    expect(FETCHED_BYTES).toBeLessThan(100 * 1024 * 1024);
  });

  it('give up when the time is over: before the answer, within it, and while a name is looked up', async () => {
    const silent = await loopbackServer(() => {});
    const halting = await loopbackServer((_, response) => void response.write('so far'));
    const places = [silent.place, halting.place];
    const { get, clock } = outboundTo(places, () => new Promise(() => {}));
    for (const [url, begun] of [
      [silent.origin, silent.next()],
      [halting.origin, halting.next()],
      ['https://slow.example/', Promise.resolve()],
    ] as const) {
      const waiting = get(url);
      await begun;
      clock.advance(7_999);
      expect(clock.pending).toBe(1);
      clock.advance(1);
      await expect(waiting).rejects.toMatchObject({
        code: 'upstream-failed',
        retryable: true,
        message: expect.stringContaining('within 8 seconds'),
      });
      expect(clock.pending).toBe(0);
    }
  });

  it('stop when their caller stops them', async () => {
    const silent = await loopbackServer(() => {});
    const { get, outbound, clock } = outboundTo([silent.place]);
    const stop = new AbortController();
    const begun = silent.next();
    const waiting = [
      get(silent.origin, { signal: stop.signal }),
      outbound.fetch(silent.origin, { signal: stop.signal }),
    ];
    await begun;
    stop.abort();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'unavailable' });
    await expect(get(silent.origin, { signal: stop.signal })).rejects.toMatchObject({ code: 'unavailable' });
    expect(clock.pending).toBe(0);
  });

  it('say what is wrong without what was sent', async () => {
    const closing = await loopbackServer((_, response) => void response.destroy());
    const { get } = outboundTo([closing.place, '127.0.0.1:1']);
    const sent = { headers: { authorization: 'Bearer hush' }, body: 'hush', method: 'POST' } as const;
    const failures = [
      [`${closing.origin}/?q=hush`, 'failed'],
      ['http://127.0.0.1:1/?q=hush', 'refuses connections'],
      ['http://nowhere.example/?q=hush', 'was not found'],
    ] as const;
    for (const [url, words] of failures) {
      const error: unknown = await get(url, sent).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'upstream-failed', retryable: true });
      expect(String(error)).toContain(words);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hush');
    }
    const odd = await get(closing.origin, { headers: { 'x-key': 'hush\r\nx: y' } }).catch((e: unknown) => e);
    expect(odd).toMatchObject({ code: 'invalid' });
    expect(String(odd)).not.toContain('hush');
  });

  it('fetch for a library, with its headers and text', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.method === 'DELETE') response.writeHead(204).end();
      else response.end(request.body);
    });
    const { outbound } = outboundTo([server.place]);
    const answer = await outbound.fetch(new URL(server.origin), {
      method: 'POST',
      headers: new Headers({ 'X-One': '1' }),
      body: 'hello',
    });
    expect(answer.ok && (await answer.text())).toBe('hello');
    expect(server.seen[0]?.headers).toMatchObject({ 'x-one': '1', 'accept-encoding': 'identity' });
    expect((await outbound.fetch(server.origin, { method: 'DELETE' })).body).toBeNull();
    const blob = outbound.fetch(server.origin, { method: 'POST', body: new Blob(['x']) });
    await expect(blob).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a public address', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001::1'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is none in any form of a private IPv4 address', () => {
    const privates = fc.oneof(
      fc.tuple(fc.constantFrom(10, 127, 0), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
    );
    fc.assert(
      fc.property(privates, (parts) => {
        const text = parts.join('.');
        const hex = parts.map((part) => part.toString(16).padStart(2, '0')).join('');
        const halves = `${hex.slice(0, 4)}:${hex.slice(4)}`;
        for (const form of [text, `::ffff:${text}`, `::${text}`, `64:ff9b::${halves}`, `2002:${halves}::`])
          if (isPublicAddress(form)) return false;
        return true;
      }),
    );
  });

  it.each(['', 'example.com', '1.2.3', '999.1.1.1', 'fe80::1%eth0'])('is not %j', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

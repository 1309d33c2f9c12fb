import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Agent, type Dispatcher } from 'undici';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';
import {
  guardedLookup,
  isPublicAddress,
  privateAddressRefused,
  type Resolve,
  systemResolve,
} from './public-internet.ts';

export interface OutboundRequest {
  /** `http:` or `https:`, without user name and password. */
  url: string;
  method: Dispatcher.HttpMethod;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** From now to the last byte of the answer. */
  timeoutMs: number;
  /** What is read of the answer's body; the rest is left. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
}

export interface OutboundAnswer {
  /** Any status; redirects are answers like others and are not followed. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Read as UTF-8. */
  text: string;
  /** There was more than `maxBytes`. */
  cut: boolean;
}

/** Requests to addresses that tenants and operators name. */
export interface Outbound {
  /**
   * Rejects with `invalid` (not a usable address), `forbidden` (not on the public internet), `unavailable` (given up
   * through `signal`) or `upstream-failed` (no answer in time, or none at all; retryable). No message holds more of
   * the request than its host.
   */
  request(request: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * The same guard in the shape of `fetch`, for libraries that bring their own protocol. The body must be text; an
   * answer's body fails beyond `FETCHED_BYTES`; there is no timeout but `signal`.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Drops connections that are kept open. */
  close(): Promise<void>;
}

export interface OutboundParts {
  clock: Clock;
  /** `host:port` on private networks that may be reached all the same. */
  privateHosts: readonly string[];
  resolve?: Resolve;
}

/** What a library may read of one answer. */
export const FETCHED_BYTES = 4 * 1024 * 1024;
const NO_BODY = new Set([204, 205, 304]);

export function createOutbound({ clock, privateHosts, resolve = systemResolve }: OutboundParts): Outbound {
  const allowed = new Set(privateHosts.map((entry) => placeOf(new URL(`http://${entry}`))));
  const settings = { allowH2: false };
  const guarded = new Agent({ ...settings, connect: { lookup: guardedLookup(resolve) } });
  const trusted = new Agent(settings);

  const send = (
    url: URL,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
    signal: AbortSignal,
  ) => {
    const isTrusted = allowed.has(placeOf(url));
    const literal = plainHost(url);
    // Sockets do not look up what is an address already.
    if (!isTrusted && isIP(literal) !== 0 && !isPublicAddress(literal)) throw privateAddressRefused(literal);
    const { origin, pathname, search } = url;
    return (isTrusted ? trusted : guarded).request({ ...options, origin, path: pathname + search, signal });
  };

  return {
    async request({ url: address, method, headers, body, timeoutMs, maxBytes, signal }) {
      const url = usableUrl(address);
      const late = new AbortController();
      const timer = clock.after(timeoutMs, () => late.abort());
      const stop = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
      try {
        return await orAborted(stop, async () => {
          const options = { method, headers: plainAnswers(headers), body: body ?? null };
          const answer = await send(url, options, stop);
          const { text, cut } = await readText(answer.body, maxBytes);
          return { status: answer.statusCode, headers: flat(answer.headers), text, cut };
        });
      } catch (error) {
        if (late.signal.aborted) throw noAnswerInTime(url, timeoutMs);
        throw signal?.aborted ? givenUp(url) : explained(url, error);
      } finally {
        timer.cancel();
      }
    },
    async fetch(address, init = {}) {
      const url = usableUrl(String(address));
      const stop = init.signal ?? new AbortController().signal;
      const { body = null } = init;
      if (body !== null && typeof body !== 'string')
        throw new AppError('invalid', 'Only text can be sent this way.');
      try {
        const options = {
          method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
          headers: plainAnswers(Object.fromEntries(new Headers(init.headers))),
          body,
        };
        const answer = await orAborted(stop, () => send(url, options, stop));
        const { statusCode: status, headers } = answer;
        if (NO_BODY.has(status)) await answer.body.dump();
        const text = NO_BODY.has(status) ? null : webStream(Readable.from(limited(url, answer.body)));
        return new Response(text, { status, headers: flat(headers) });
      } catch (error) {
        throw stop.aborted ? givenUp(url) : explained(url, error);
      }
    },
    async close() {
      await Promise.all([guarded.destroy(), trusted.destroy()]);
    },
  };
}

/** What the address names, or throws `invalid`. Odd spellings of numbers become plain ones here. */
function usableUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new AppError(
      'invalid',
      'That is no web address. Write it whole, such as https://api.example.com/.',
    );
  if (url.username !== '' || url.password !== '')
    throw new AppError(
      'invalid',
      'A web address must not hold a user name or password. Send them in a header instead.',
    );
  return url;
}

/** Without brackets and the dot that a name may end with. */
function plainHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function placeOf(url: URL): string {
  return `${plainHost(url)}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}

/** What is compressed could be far larger than what was read. */
function plainAnswers(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { ...headers, 'accept-encoding': 'identity' };
}

/** Rejects as soon as `signal` is aborted, also while a connection is still being made. */
function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

async function readText(body: Readable, maxBytes: number): Promise<{ text: string; cut: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  let left = maxBytes;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    // A character that the cut would split is left out by the decoder.
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left < 0) return { text, cut: true };
  }
  return { text: text + decoder.decode(), cut: false };
}

async function* limited(url: URL, body: Readable): AsyncGenerator<Buffer> {
  let left = FETCHED_BYTES;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0)
      throw new AppError(
        'upstream-failed',
        `${url.host} answers with more than can be read. Ask it for less.`,
      );
    yield chunk;
  }
}

/** Node's stream of the web is the platform's own; only their declarations differ. */
function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const web: NodeStream = Readable.toWeb(stream);
  return web as ReadableStream<Uint8Array>;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function noAnswerInTime(url: URL, timeoutMs: number): AppError {
  const seconds = timeoutMs / 1000;
  return new AppError(
    'upstream-failed',
    `${url.host} did not answer within ${seconds} seconds. Try again, or check that it works.`,
    { retryable: true },
  );
}

function givenUp(url: URL): AppError {
  return new AppError('unavailable', `The request to ${url.host} was stopped before it was answered.`);
}

/** In our own words: those of a library could hold what was sent. */
function explained(url: URL, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  const retryable = { retryable: true };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new AppError('upstream-failed', `The host ${url.host} was not found. Check its name.`, retryable);
  if (code === 'ECONNREFUSED')
    return new AppError(
      'upstream-failed',
      `${url.host} refuses connections. Check the port and that it runs.`,
      retryable,
    );
  if (/CERT|TLS|SSL|SELF_SIGNED|VERIFY/.test(code))
    return new AppError(
      'upstream-failed',
      `${url.host} can't be trusted: its certificate is not valid (${code}).`,
    );
  if (code.startsWith('UND_ERR_INVALID'))
    return new AppError('invalid', 'This request can’t be sent as it is. Check its method and headers.');
  return new AppError(
    'upstream-failed',
    `The connection to ${url.host} failed (${code}). Try again.`,
    retryable,
  );
}

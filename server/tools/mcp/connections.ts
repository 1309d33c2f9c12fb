import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';
import type { Clock, Timer } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { TOOL_TIMEOUT_MS } from '../external-tool.ts';

const IDLE_MS = 60_000;
const MOST = 20;

/** A server as it is to be reached. `headers` hold secrets. */
export interface McpTarget {
  tenantId: number;
  url: URL;
  headers: Record<string, string>;
}

interface Connection {
  client: Promise<Client>;
  users: number;
  idle: Timer | null;
}

/** What a server says of its own answers is not checked: its patterns would run on the thread of all calls. */
const unchecked: jsonSchemaValidator = {
  getValidator<T>(): JsonSchemaValidator<T> {
    // What comes is read as the protocol's own result, whose parts are looked at one by one.
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  },
};

/**
 * Connections to servers of the Model Context Protocol, each kept for a minute after its last use and shared by all
 * calls of a tenant.
 */
export class McpConnections {
  readonly #outbound: Pick<Outbound, 'fetch'>;
  readonly #clock: Clock;
  readonly #open = new Map<string, Connection>();

  constructor(outbound: Pick<Outbound, 'fetch'>, clock: Clock) {
    this.#outbound = outbound;
    this.#clock = clock;
  }

  /**
   * Lends a client to `work`. Rejects with what `work` rejects with, in words for the operator and without those of the
   * server: `upstream-failed`, or `unavailable` when `signal` ended it. A session that the server has forgotten is begun anew, once.
   */
  async use<T>(
    target: McpTarget,
    signal: AbortSignal,
    work: (client: Client, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([target.tenantId, target.url.href, target.headers]);
    const wasOpen = this.#open.has(key);
    try {
      return await this.#lend(key, target, signal, work);
    } catch (error) {
      // The server did nothing: it no longer knows whom it talks to.
      if (wasOpen && error instanceof StreamableHTTPError && (error.code === 404 || error.code === 400))
        return await this.#lend(key, target, signal, work).catch((again: unknown) => {
          throw inOurWords(target, again, signal);
        });
      throw inOurWords(target, error, signal);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((key) => this.#drop(key)));
  }

  async #lend<T>(
    key: string,
    target: McpTarget,
    signal: AbortSignal,
    work: (client: Client, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const connection = this.#open.get(key) ?? this.#connect(key, target);
    connection.idle?.cancel();
    connection.idle = null;
    connection.users += 1;
    const late = new AbortController();
    const timer = this.#clock.after(TOOL_TIMEOUT_MS, () => late.abort(tooLate(target)));
    const stop = AbortSignal.any([signal, late.signal]);
    try {
      const client = await unlessAborted(connection.client, stop);
      return await unlessAborted(work(client, stop), stop);
    } catch (error) {
      // Whoever else is at it goes on; the next one begins anew.
      if (this.#open.get(key) === connection) this.#open.delete(key);
      throw error;
    } finally {
      timer.cancel();
      connection.users -= 1;
      if (connection.users === 0) this.#rest(key, connection);
    }
  }

  /** Nobody uses it now: kept for a while, or closed when it is no longer the one to be used. */
  #rest(key: string, connection: Connection): void {
    if (this.#open.get(key) === connection)
      connection.idle = this.#clock.after(IDLE_MS, () => void this.#drop(key));
    else void closed(connection);
  }

  #connect(key: string, target: McpTarget): Connection {
    for (const [other, { users }] of this.#open)
      if (this.#open.size >= MOST && users === 0) void this.#drop(other);
    const connection: Connection = { client: this.#begin(target), users: 0, idle: null };
    this.#open.set(key, connection);
    return connection;
  }

  async #begin({ url, headers }: McpTarget): Promise<Client> {
    const client = new Client({ name: 'ringhouse', version: '1.0.0' }, { jsonSchemaValidator: unchecked });
    const transport = new StreamableHTTPClientTransport(url, {
      fetch: this.#fetchOf(url),
      requestInit: { headers },
      reconnectionOptions: {
        maxRetries: 0,
        initialReconnectionDelay: 1_000,
        maxReconnectionDelay: 1_000,
        reconnectionDelayGrowFactor: 1,
      },
    });
    const late = new AbortController();
    const timer = this.#clock.after(TOOL_TIMEOUT_MS, () => late.abort());
    try {
      await client.connect(transport, { signal: late.signal });
      return client;
    } catch (error) {
      await client.close();
      throw error;
    } finally {
      timer.cancel();
    }
  }

  #fetchOf(server: URL): FetchLike {
    return async (url, init) => {
      // Nothing is wanted that the server says by itself; answers come with their requests.
      if (init?.method === 'GET') return new Response(null, { status: 405 });
      const answer = await this.#outbound.fetch(url, init);
      if (answer.status < 300 || answer.status >= 400) return answer;
      await answer.body?.cancel();
      throw new AppError(
        'upstream-failed',
        `${server.host} redirects elsewhere, which is not followed. Enter the final address.`,
      );
    };
  }

  async #drop(key: string): Promise<void> {
    const connection = this.#open.get(key);
    this.#open.delete(key);
    if (connection) await closed(connection);
  }
}

async function closed({ client, idle }: Connection): Promise<void> {
  idle?.cancel();
  // One that never came about has nothing to close.
  await client.then((open) => open.close()).catch(() => undefined);
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function tooLate({ url }: McpTarget): AppError {
  const seconds = TOOL_TIMEOUT_MS / 1000;
  return new AppError(
    'upstream-failed',
    `${url.host} did not answer within ${seconds} seconds. Check that it works.`,
    {
      retryable: true,
    },
  );
}

function inOurWords({ url }: McpTarget, error: unknown, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted)
    return new AppError('unavailable', `The request to ${url.host} was stopped before it was answered.`);
  if (error instanceof StreamableHTTPError && error.code !== undefined && error.code > 0)
    return new AppError(
      'upstream-failed',
      `${url.host} answered with status ${error.code}. Check the address and the headers.`,
    );
  if (error instanceof McpError)
    return new AppError('upstream-failed', `${url.host} refused the request (code ${error.code}).`);
  return new AppError(
    'upstream-failed',
    `${url.host} does not speak the Model Context Protocol over HTTP at this address. Check the address.`,
  );
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import type { ContextOverrides } from '../../server/context/base.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { type RunningServer, startServer } from '../../server/start.ts';
import { freePort } from '../free-port.ts';

export interface Answer<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

/** An event as a reader of `/api/events` gets it. */
export interface HeardEvent {
  type: string;
  id: string;
  data: Record<string, unknown>;
}

export interface Appliance {
  server: RunningServer;
  controlUrl: string;
  /** Origin of the public listener on loopback. */
  publicOrigin: string;
  token: string;
  log: string[];
  api<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  createTenant(over?: Record<string, unknown>): Promise<TenantView>;
  /** Calls the tenant with a scripted caller. Resolves with the record once it was read and its caller remembered. */
  practise(tenantId: number, script: string[], from?: string): Promise<CallRecord>;
  record(callSid: string): Promise<CallRecord>;
  events: EventReader;
  stop(): Promise<void>;
}

interface ApplianceOptions {
  env?: Record<string, string>;
  /** Serves the built control panel. */
  panel?: boolean;
  /** Another time than the system's. */
  clock?: Clock;
  /** Stands for ngrok's own package. */
  loadNgrok?: ContextOverrides['loadNgrok'];
  /** A folder that outlives the appliance; without it one is made and removed again. */
  dataDir?: string;
}

/** A whole server on free ports of loopback. */
export async function startAppliance({
  env = {},
  panel = false,
  clock,
  loadNgrok,
  ...given
}: ApplianceOptions = {}): Promise<Appliance> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'ringhouse-e2e-')));
  const log: string[] = [];
  const config = readConfig({
    RINGHOUSE_DATA_DIR: dataDir,
    RINGHOUSE_PUBLIC_PORT: '0',
    // A server that is to come back at the same address finds it free.
    RINGHOUSE_CONTROL_PORT: String(await freePort()),
    ...env,
  });
  const server = await startServer(config, {
    logTo: { write: (line: string) => void log.push(line) },
    ...(!panel && { panelDir: null }),
    // Another build than the project's own, to try one beside it.
    ...(panel && process.env.RINGHOUSE_TEST_PANEL && { panelDir: process.env.RINGHOUSE_TEST_PANEL }),
    ...(clock && { clock }),
    ...(loadNgrok && { loadNgrok }),
  });
  const { controlUrl, publicPort } = server.ready;
  const { origin, searchParams } = new URL(controlUrl);
  const token = searchParams.get('token') ?? '';

  const api = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T, headers: answer.headers };
  };
  const events = await EventReader.open(`${origin}/api/events`, token);
  const record = async (callSid: string): Promise<CallRecord> =>
    (await api<CallRecord>('GET', `/api/calls/${callSid}`)).body;

  return {
    server,
    controlUrl,
    publicOrigin: `http://127.0.0.1:${publicPort}`,
    token,
    log,
    api,
    async createTenant(over = {}) {
      const identity = { businessName: 'Acme Corp', contactName: 'Ann Lee', email: 'ann@example.com' };
      const { status, body } = await api<TenantView>('POST', '/api/tenants', { ...identity, ...over });
      if (status !== 201) throw new Error(`The tenant was refused: ${JSON.stringify(body)}`);
      return body;
    },
    async practise(tenantId, script, from) {
      const started = await api<{ callSid: string }>('POST', '/api/practice-calls', {
        tenantId,
        script,
        ...(from && { from }),
      });
      if (started.status !== 201) throw new Error(`The call was refused: ${JSON.stringify(started.body)}`);
      const { callSid } = started.body;
      await events.wait((event) => event.type === 'call.summarised' && event.data.callSid === callSid);
      return record(callSid);
    },
    record,
    events,
    async stop() {
      events.close();
      await server.stop();
      if (!given.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Reads server-sent events as a browser would, and keeps all of them. */
export class EventReader {
  readonly all: HeardEvent[] = [];
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();

  static async open(url: string, token: string, lastEventId?: string): Promise<EventReader> {
    const reader = new EventReader();
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
      signal: reader.#abort.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`The events were refused with ${answer.status}.`);
    void reader.#read(answer.body);
    return reader;
  }

  /** Resolves with the first event that fits, also one that has come already. */
  async wait(fits: (event: HeardEvent) => boolean, from = 0): Promise<HeardEvent> {
    for (;;) {
      const found = this.all.slice(from).find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of body) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // The reader was closed, or the server has gone; what came until then is kept.
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const type = fields.get('event');
    if (type === undefined) return;
    this.all.push({ type, id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? '{}') });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

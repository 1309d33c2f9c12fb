import { scheduler } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CallRecord, CallSummary } from '../../contracts/call.ts';
import type { ServerEvent } from '../../contracts/events.ts';
import type { CallHit, SearchState } from '../../contracts/history.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { workerUrl } from '../../platform/worker-files.ts';
import type { TextIndex } from '../archive.ts';
import type { Line } from './excerpt.ts';
import type { SearchAnswer, SearchRequest } from './search-worker.ts';
import type { IndexedCall } from './transcript-index.ts';

/** Calls that go to the thread together. */
const AT_ONCE = 50;
/** Little of what the thread makes is short-lived; more room for that would only be taken and not given back. */
const YOUNG_MB = 8;
/** So often it is told how far the index has come. */
const TOLD_EVERY = 500;

interface SearchParts {
  logger: Logger;
  publish(event: ServerEvent): void;
}

/** Where the calls come from that were there before the program began. */
export interface CallSource {
  /** All calls, newest first. */
  calls(): readonly CallSummary[];
  read(call: CallSummary): Promise<CallRecord | undefined>;
}

type Question = { type: 'find'; text: string } | { type: 'excerpts'; text: string; callSids: string[] };

/**
 * Search in what was said, in a thread of its own: neither building nor asking holds up live calls. It is filled behind them,
 * newest calls first, and kept up to date with what the archive keeps. Nothing of it is on the disk.
 */
export class CallSearch implements TextIndex {
  readonly #parts: SearchParts;
  #source: CallSource | null = null;
  #worker: Worker | null = null;
  #isClosed = false;
  /** Calls that are still to be read, with their tenants. */
  readonly #waiting = new Map<string, number>();
  #total = 0;
  /** Read, and not yet with the thread. */
  #batch: IndexedCall[] = [];
  #lastId = 0;
  readonly #asked = new Map<number, PromiseWithResolvers<SearchAnswer>>();

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  /** Reads all calls there are into a new index; resolves once they can be found. Never rejects. */
  async fill(source: CallSource): Promise<void> {
    this.#source = source;
    const worker = this.#begin();
    const calls = source.calls();
    this.#waiting.clear();
    for (const { callSid, tenantId } of calls) this.#waiting.set(callSid, tenantId);
    this.#total = calls.length;
    for (const call of calls) {
      if (!this.#waiting.has(call.callSid)) continue;
      const record = await this.#read(source, call);
      if (this.#worker !== worker) return;
      // Kept anew, forgotten or deleted while it was being read: what was read is not so any more.
      const isStill = this.#waiting.delete(call.callSid);
      if (record && isStill) this.#batch.push(indexed(record));
      if (this.#batch.length >= AT_ONCE) this.#flush();
      if (this.#waiting.size > 0 && this.#waiting.size % TOLD_EVERY === 0) this.#publish();
      await scheduler.yield();
    }
    this.#flush();
    this.#publish();
  }

  put(record: CallRecord): void {
    this.#waiting.delete(record.callSid);
    this.#batch.push(indexed(record));
    this.#flush();
  }

  drop(tenantId: number): void {
    for (const [callSid, of] of this.#waiting) if (of === tenantId) this.#waiting.delete(callSid);
    this.#flush();
    this.#tell({ type: 'drop', tenantId });
  }

  state(): SearchState {
    return { indexed: this.#total - this.#waiting.size, total: this.#total };
  }

  /** Call SIDs of those read so far that hold the text. Rejects with `unavailable` when the search has broken down. */
  async find(text: string): Promise<ReadonlySet<string>> {
    const answer = await this.#ask({ type: 'find', text });
    return new Set('found' in answer ? answer.found : []);
  }

  /** Where the text stands in each of these calls that holds it. Rejects like `find`. */
  async excerpts(text: string, callSids: string[]): Promise<CallHit[]> {
    const answer = await this.#ask({ type: 'excerpts', text, callSids });
    return 'hits' in answer ? answer.hits : [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#end();
    await worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(workerUrl(import.meta.url, 'search-worker.ts', 'search-worker.js'), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    // What is left of a search must not keep the program from ending.
    worker.unref();
    worker.on('message', (answer: SearchAnswer) => {
      const asked = this.#asked.get(answer.id);
      this.#asked.delete(answer.id);
      if ('problem' in answer) asked?.reject(brokenDown(answer.problem));
      else asked?.resolve(answer);
    });
    worker.on('error', (error) => {
      if (this.#worker !== worker) return;
      this.#parts.logger.error({ error: messageOf(error) }, 'The search in calls broke down');
      this.#end();
    });
    this.#worker = worker;
    return worker;
  }

  #end(): void {
    this.#worker = null;
    this.#batch = [];
    for (const { reject } of this.#asked.values()) reject(brokenDown());
    this.#asked.clear();
  }

  async #ask(question: Question): Promise<SearchAnswer> {
    // One that broke down is built anew when it is needed.
    if (!this.#worker && this.#source && !this.#isClosed) void this.fill(this.#source);
    if (!this.#worker) throw brokenDown();
    this.#lastId += 1;
    const asked = Promise.withResolvers<SearchAnswer>();
    this.#asked.set(this.#lastId, asked);
    this.#tell({ ...question, id: this.#lastId });
    return asked.promise;
  }

  #tell(request: SearchRequest): void {
    this.#worker?.postMessage(request);
  }

  #flush(): void {
    if (this.#batch.length > 0) this.#tell({ type: 'put', calls: this.#batch });
    this.#batch = [];
  }

  #publish(): void {
    this.#parts.publish({ type: 'search.changed', search: this.state() });
  }

  async #read(source: CallSource, call: CallSummary): Promise<CallRecord | undefined> {
    try {
      return await source.read(call);
    } catch (error) {
      if (!this.#isClosed)
        this.#parts.logger.error(
          { callSid: call.callSid, error: messageOf(error) },
          'A call could not be read for the search',
        );
      return undefined;
    }
  }
}

function brokenDown(cause?: string): AppError {
  const message = 'The search in what was said has broken down. Try again: it is built anew.';
  return new AppError('unavailable', message, { retryable: true, cause });
}

function indexed({ callSid, messages, summary, tenantId, transcript }: CallRecord): IndexedCall {
  const lines: Line[] = transcript.map(({ text }, turn) => ({ turn, text }));
  if (summary) lines.push({ turn: null, text: summary });
  for (const { name, text } of messages) lines.push({ turn: null, text: name ? `${name}: ${text}` : text });
  return { callSid, tenantId, lines };
}

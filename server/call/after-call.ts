import type { AgentSettings } from '../contracts/agent.ts';
import { type CallRecord, NO_USAGE, type Usage } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { Lesson } from '../memory/learning.ts';
import { type CallInsight, type CallReader, finishedConversation } from '../model/after-call.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import { addUsage } from '../usage/add.ts';
import type { CallArchive } from './archive.ts';
import { wasCutOff } from './record.ts';

/** How long a call whose stream was lost may take to come back before it counts as over. */
const RETURN_MS = 60_000;
/** What the end of the program waits for readings; those cut short are made up for at the next start. */
const LONGEST_IDLE_MS = 5_000;

export interface AfterCallParts {
  clock: Clock;
  archive: CallArchive;
  logger: Logger;
  /** The reader for the engine that a call had; it may reject, the rule never does. */
  readerFor(engine: string): CallReader;
  ruleReader: CallReader;
  /** False once the tenant was deleted: nothing may then be written under its id. */
  exists(scope: TenantScope): boolean;
  /** The settings of the tenant, which must exist, as this call met them. */
  settingsOf(scope: TenantScope, record: CallRecord): AgentSettings;
  /** Puts what the caller left into the inbox and has it delivered. Doing so twice changes nothing. */
  fileMessages(scope: TenantScope, record: CallRecord): Promise<void>;
  /** Erases everything that is stored of the caller, this call included. */
  forget(scope: TenantScope, record: CallRecord): Promise<void>;
  /** Notes questions that the agent could not answer. */
  noteGaps(scope: TenantScope, callSid: string, questions: readonly string[]): Promise<void>;
  recall(scope: TenantScope, from: string): Promise<CallerMemory | null>;
  learn(scope: TenantScope, from: string, lesson: Lesson): Promise<void>;
  /** In US dollars, of reading a call. */
  readingCost(usage: Usage): number;
  publish(event: ServerEvent): void;
}

/** A call that has ended, and the way to let go of the journal that would rebuild it after a crash. */
export interface FinishedCall {
  scope: TenantScope;
  record: CallRecord;
  /** A name the caller gave to the agent. */
  givenName: string | null;
  /** The caller asked to be forgotten. */
  forgetting: boolean;
  discard(): Promise<void>;
}

/**
 * What happens once a call has ended: the record becomes durable, then it is read and its caller remembered, out of the
 * way of live calls. A journal is let go only after that, so a crash on the way loses neither record nor memory.
 */
export class AfterCall {
  readonly #parts: AfterCallParts;
  /** By caller, the end of the readings in line: two calls of one person are read in order. */
  readonly #lines = new Map<string, Promise<void>>();
  readonly #writing = new Set<Promise<unknown>>();
  readonly #mayReturn = new Map<string, { timer: Timer; call: FinishedCall }>();

  constructor(parts: AfterCallParts) {
    this.#parts = parts;
  }

  /** Keeps the record. Resolves with whether the journal is not needed for it any more. */
  async keep(scope: TenantScope, record: CallRecord): Promise<boolean> {
    const { archive, exists, logger } = this.#parts;
    if (!exists(scope)) return true;
    try {
      await this.#write(archive.save(scope, record));
      return true;
    } catch (error) {
      const fields = { callSid: record.callSid, error: messageOf(error) };
      logger.error(fields, 'A call record could not be stored; its journal stays');
      return false;
    }
  }

  /** Reads the call and remembers its caller; one that may come back only once it has not. */
  finish(call: FinishedCall): void {
    const { callSid } = call.record;
    if (!wasCutOff(call.record)) {
      void this.learn(call);
      return;
    }
    const timer = this.#parts.clock.after(RETURN_MS, () => {
      this.#mayReturn.delete(callSid);
      void this.learn(call);
    });
    this.#mayReturn.set(callSid, { timer, call });
  }

  /** The caller is back: what was not read yet is read with the rest. */
  takeBack(callSid: string): FinishedCall | null {
    const waiting = this.#mayReturn.get(callSid);
    waiting?.timer.cancel();
    this.#mayReturn.delete(callSid);
    return waiting?.call ?? null;
  }

  /** Reads the call now, after earlier ones of the same caller. Never rejects. */
  learn(call: FinishedCall): Promise<void> {
    const line = lineOf(call.record);
    const turn = (this.#lines.get(line) ?? Promise.resolve())
      .then(() => this.#learn(call))
      .then(() => call.discard())
      .catch((error: unknown) => {
        const fields = { callSid: call.record.callSid, error: messageOf(error) };
        this.#parts.logger.error(fields, 'A call could not be read; that is tried again at the next start');
      })
      .finally(() => {
        if (this.#lines.get(line) === turn) this.#lines.delete(line);
      });
    this.#lines.set(line, turn);
    return turn;
  }

  /**
   * Has all calls of one caller read that wait for it, also those that may come back. Resolves once they are.
   * @param line the caller's namespace; of a call without a number its SID
   */
  async settle(line: string): Promise<void> {
    for (const [callSid, { call }] of this.#mayReturn) {
      if (lineOf(call.record) !== line) continue;
      this.takeBack(callSid);
      void this.learn(call);
    }
    await this.#lines.get(line);
  }

  /** Resolves when all writes that have begun are done. */
  async written(): Promise<void> {
    await Promise.allSettled(this.#writing);
  }

  /** Resolves when everything that was begun is done, or after a few seconds. */
  async idle(): Promise<void> {
    for (const { timer } of this.#mayReturn.values()) timer.cancel();
    this.#mayReturn.clear();
    await new Promise<void>((resolve) => {
      const deadline = this.#parts.clock.after(LONGEST_IDLE_MS, resolve);
      void Promise.allSettled(this.#lines.values()).then(() => {
        deadline.cancel();
        resolve();
      });
    });
  }

  async #learn({ scope, record, givenName, forgetting }: FinishedCall): Promise<void> {
    const { archive, exists, fileMessages, forget, learn, noteGaps, publish, readingCost, recall } =
      this.#parts;
    if (!exists(scope)) return;
    if (forgetting) {
      await this.#letGo(record);
      await this.#write(forget(scope, record));
      return;
    }
    await this.#write(fileMessages(scope, record));
    if (!record.transcript.some((turn) => turn.role === 'caller')) return;
    const known = record.namespace === null ? null : await recall(scope, record.from);
    const { learnings, reading, unanswered, usage } = await this.#read(scope, record, known);
    if (givenName) learnings.name = givenName;
    const at = record.endedAt ?? record.startedAt;
    const { callSid, language, transcript } = record;
    const lesson = { callSid, learnings, at, transcript, language };
    if (record.namespace !== null && exists(scope)) await this.#write(learn(scope, record.from, lesson));
    if (exists(scope)) await this.#write(noteGaps(scope, callSid, unanswered));
    if (!exists(scope)) return;
    const summed = archive.update(scope, record.callSid, (current) => ({
      ...current,
      summary: learnings.summary,
      reading,
      usage: addUsage(current.usage, usage),
      costUsd: current.costUsd + readingCost(addUsage(NO_USAGE, usage)),
    }));
    await this.#write(summed);
    publish({ type: 'call.summarised', callSid: record.callSid, tenantId: record.tenantId });
  }

  /** Earlier calls of a caller who is to be forgotten, that might still come back, are not read any more. */
  async #letGo({ namespace }: CallRecord): Promise<void> {
    for (const [callSid, { call }] of this.#mayReturn) {
      if (namespace === null || call.record.namespace !== namespace) continue;
      this.takeBack(callSid);
      await call.discard();
    }
  }

  /** By the engine's reader, or by rule when that can't be reached. */
  async #read(scope: TenantScope, record: CallRecord, known: CallerMemory | null): Promise<CallInsight> {
    const { settingsOf, logger, readerFor, ruleReader } = this.#parts;
    const conversation = finishedConversation(record, settingsOf(scope, record), known);
    try {
      return await readerFor(record.engine).read(conversation);
    } catch (error) {
      logger.warn({ callSid: record.callSid, error: messageOf(error) }, 'A call was read by rule instead');
      return ruleReader.read(conversation);
    }
  }

  async #write<T>(write: Promise<T>): Promise<T> {
    this.#writing.add(write);
    try {
      return await write;
    } finally {
      this.#writing.delete(write);
    }
  }
}

/** Calls in one line are read in order. */
export function lineOf({ callSid, namespace }: Pick<CallRecord, 'callSid' | 'namespace'>): string {
  return namespace ?? callSid;
}

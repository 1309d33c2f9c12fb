import { type CallRecord, NO_USAGE, type Usage } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { Lesson } from '../memory/learning.ts';
import type { CallReader } from '../model/after-call.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import { addUsage } from '../usage/add.ts';
import type { CallArchive } from './archive.ts';
import { summaryOf } from './record.ts';

export interface AfterCallParts {
  archive: CallArchive;
  logger: Logger;
  /** The reader for the engine that a call had; it may reject, the rule never does. */
  readerFor(engine: string): CallReader;
  ruleReader: CallReader;
  /** False once the tenant was deleted: nothing may then be written under its id. */
  exists(scope: TenantScope): boolean;
  recall(scope: TenantScope, from: string): Promise<CallerMemory | null>;
  learn(scope: TenantScope, from: string, lesson: Lesson): Promise<void>;
  /** In US dollars, of reading a call. */
  readingCost(usage: Usage): number;
  publish(event: ServerEvent): void;
}

/**
 * What happens once a call has ended: the record becomes durable, then it is read and its caller remembered. Calls are
 * worked off one after the other, out of the way of live ones.
 */
export class AfterCall {
  readonly #parts: AfterCallParts;
  #reading: Promise<void> = Promise.resolve();

  constructor(parts: AfterCallParts) {
    this.#parts = parts;
  }

  /** Keeps the record and tells of the end. Resolves with whether it is durable. */
  async keep(scope: TenantScope, record: CallRecord): Promise<boolean> {
    const { archive, exists, logger, publish } = this.#parts;
    if (!exists(scope)) return true;
    let kept = true;
    try {
      await archive.save(scope, record);
    } catch (error) {
      kept = false;
      logger.error(
        { callSid: record.callSid, error: messageOf(error) },
        'A call record could not be stored; its journal stays',
      );
    }
    const { callSid, tenantId, endReason } = record;
    publish({
      type: 'call.ended',
      callSid,
      tenantId,
      endReason: endReason ?? 'internal-error',
      call: summaryOf(record),
    });
    return kept;
  }

  /** Reads the call and remembers its caller, in its turn. Resolves when done; never rejects. */
  learn(scope: TenantScope, record: CallRecord, givenName: string | null): Promise<void> {
    this.#reading = this.#reading
      .then(() => this.#learn(scope, record, givenName))
      .catch((error: unknown) => {
        this.#parts.logger.error(
          { callSid: record.callSid, error: messageOf(error) },
          'A call could not be read afterwards',
        );
      });
    return this.#reading;
  }

  /** Resolves when everything that was begun is done. */
  idle(): Promise<void> {
    return this.#reading;
  }

  async #learn(scope: TenantScope, record: CallRecord, givenName: string | null): Promise<void> {
    const { archive, exists, readingCost, learn, publish, recall } = this.#parts;
    if (!exists(scope) || !record.transcript.some((turn) => turn.role === 'caller')) return;
    const known = record.namespace === null ? null : await recall(scope, record.from);
    const { learnings, usage } = await this.#read(record, known);
    if (!exists(scope)) return;
    if (givenName) learnings.name = givenName;
    if (record.namespace !== null) {
      const at = record.endedAt ?? record.startedAt;
      await learn(scope, record.from, { callSid: record.callSid, learnings, at });
    }
    await archive.save(scope, {
      ...record,
      summary: learnings.summary,
      usage: addUsage(record.usage, usage),
      costUsd: record.costUsd + readingCost(addUsage(NO_USAGE, usage)),
    });
    const { callSid, tenantId } = record;
    publish({ type: 'call.summarised', callSid, tenantId });
  }

  /** By the engine's reader, or by rule when that can't be reached. */
  async #read(record: CallRecord, known: CallerMemory | null): ReturnType<CallReader['read']> {
    const conversation = {
      transcript: record.transcript,
      language: 'en',
      knownName: known?.profile.name ?? null,
      knownFacts: known?.facts.map((fact) => fact.text) ?? [],
    };
    try {
      return await this.#parts.readerFor(record.engine).read(conversation);
    } catch (error) {
      this.#parts.logger.warn(
        { callSid: record.callSid, error: messageOf(error) },
        'A call was read by rule instead',
      );
      return this.#parts.ruleReader.read(conversation);
    }
  }
}

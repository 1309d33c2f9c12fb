import { isDeepStrictEqual } from 'node:util';
import type { ServerEvent } from '../contracts/events.ts';
import type { CallerMemory, CallerPage, CallerQuery, MemoryPatch } from '../contracts/memory.ts';
import { namespaceOf } from '../contracts/namespace.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore, DocumentWriter } from '../store/store.ts';
import { CallerIndex } from './caller-index.ts';
import { isRightAnswer } from './check-answer.ts';
import { CALLER_MEMORY, type StoredMemory } from './document.ts';
import { afterLesson, afterPatch, type Lesson, withoutLesson } from './learning.ts';

/** Wrong answers to the check that one caller may give in a day, over all calls. */
const WRONG_ANSWERS_A_DAY = 5;

export interface MemoriesParts {
  store: DocumentStore;
  clock: Clock;
  publish(event: ServerEvent): void;
}

/** Where one caller's memory lies. Made from the scope alone, so no other tenant's can be named. */
interface Place {
  key: string;
  namespace: string;
  caller: string;
}

function placeOf(scope: TenantScope, from: string): Place | null {
  const caller = identifiableCaller(from);
  const namespace = namespaceOf(scope.tenantId, from);
  return caller === null || namespace === null ? null : { key: caller.slice(1), namespace, caller };
}

function emptyAt(scope: TenantScope, { namespace, caller }: Place): StoredMemory {
  return {
    namespace,
    tenantId: scope.tenantId,
    caller,
    profile: { name: null, preferences: [], language: null, checkAnswer: null },
    facts: [],
    openMatters: [],
    summaries: [],
    callCount: 0,
    lastCallAt: null,
    learnt: [],
    wrongAnswers: null,
  };
}

function shown({ learnt: _, wrongAnswers: __, ...memory }: StoredMemory): CallerMemory {
  return memory;
}

/**
 * What tenants remember of their callers. `from` is as the carrier gave it; callers who withhold their number have no
 * memory. Reading rejects with `storage-damaged` where a document is lost, writing with `storage-failed`.
 */
export class Memories {
  readonly #parts: MemoriesParts;
  /** By tenant, made when its callers are first looked through. */
  readonly #indexes = new Map<number, { index: CallerIndex; filled: Promise<void> }>();

  constructor(parts: MemoriesParts) {
    this.#parts = parts;
  }

  /** Resolves with `null` for a caller who is new or not identified. */
  async recall(scope: TenantScope, from: string): Promise<CallerMemory | null> {
    const place = placeOf(scope, from);
    if (!place) return null;
    const found = await this.#parts.store.read(scope, (reader) => reader.get(CALLER_MEMORY, place.key));
    return found ? shown(found) : null;
  }

  /** Adds what a call taught, once per call SID; a caller without a number is not remembered. */
  async learn(scope: TenantScope, from: string, lesson: Lesson): Promise<void> {
    const place = placeOf(scope, from);
    if (place) await this.#change(scope, place, (memory) => afterLesson(memory, lesson));
  }

  /**
   * Applies a person's edit, also to a caller who has not rung yet. Rejects with `invalid` when `from` is no number
   * that can be remembered.
   */
  async patch(scope: TenantScope, from: string, patch: MemoryPatch): Promise<CallerMemory> {
    const place = placeOf(scope, from);
    if (!place) throw new AppError('invalid', 'Callers without a number of their own are not remembered.');
    const at = isoNow(this.#parts.clock);
    return shown(await this.#change(scope, place, (memory) => afterPatch(memory, patch, at)));
  }

  /**
   * Whether the caller answered the tenant's check rightly. Wrong answers are counted before it resolves; after five on
   * one day no answer is right any more. Without an answer to compare with none is.
   */
  async passesCheck(scope: TenantScope, from: string, answer: string): Promise<boolean> {
    const place = placeOf(scope, from);
    if (!place) return false;
    const day = isoNow(this.#parts.clock).slice(0, 10);
    return this.#parts.store.transact(scope, async (writer) => {
      const memory = await writer.get(CALLER_MEMORY, place.key);
      const right = memory?.profile.checkAnswer ?? null;
      if (!memory || right === null) return false;
      const count = memory.wrongAnswers?.day === day ? memory.wrongAnswers.count : 0;
      if (count >= WRONG_ANSWERS_A_DAY) return false;
      if (isRightAnswer(right, answer)) return true;
      await writer.put(CALLER_MEMORY, place.key, { ...memory, wrongAnswers: { day, count: count + 1 } });
      return false;
    });
  }

  /** Forgets the caller, every generation. Resolves with whether anything was remembered. */
  async erase(scope: TenantScope, from: string): Promise<boolean> {
    const place = placeOf(scope, from);
    if (!place) return false;
    const existed = await this.#parts.store.transact(scope, async (writer) => {
      const known = (await writer.keys(CALLER_MEMORY)).includes(place.key);
      // Removed in any case: a damaged document may have generations left that are not listed.
      await this.#remove(scope, writer, place);
      return known;
    });
    if (existed) this.#tell(scope, place);
    return existed;
  }

  /**
   * Takes back what one call taught, with every earlier generation. Resolves with whether anything was remembered of it.
   * A memory that is lost to damage goes as a whole.
   */
  async unlearn(scope: TenantScope, from: string, callSid: string): Promise<boolean> {
    const place = placeOf(scope, from);
    if (!place) return false;
    const changed = await this.#parts.store.transact(scope, async (writer) => {
      const known = await writer.get(CALLER_MEMORY, place.key).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'storage-damaged') return undefined;
        throw error;
      });
      const left = known && withoutLesson(known, callSid);
      if (!left) {
        await this.#remove(scope, writer, place);
        return known !== undefined;
      }
      const isSame = isDeepStrictEqual(left, known);
      if (!isSame) await this.#put(scope, writer, place, left);
      // Also where it was put by a time that was cut short.
      await writer.scrub(CALLER_MEMORY, place.key);
      return !isSame;
    });
    if (changed) this.#tell(scope, place);
    return changed;
  }

  /** All callers that the tenant remembers, the latest call first. Reads every document; `page` does not. */
  async list(scope: TenantScope): Promise<CallerMemory[]> {
    const found: CallerMemory[] = [];
    await this.#readAll(scope, (memory) => found.push(memory));
    const lastMs = ({ lastCallAt }: CallerMemory) => Date.parse(lastCallAt ?? '1970-01-01T00:00:00Z');
    return found.sort((a, b) => lastMs(b) - lastMs(a));
  }

  /** Digests of the callers that fit, the latest call first. The documents are read for the tenant's first page only. */
  async page(scope: TenantScope, query: CallerQuery): Promise<CallerPage> {
    const { tenantId } = scope;
    let held = this.#indexes.get(tenantId);
    if (!held) {
      const index = new CallerIndex();
      const filled = this.#readAll(scope, (memory) => index.fill(memory)).then(() => index.endFilling());
      held = { index, filled };
      this.#indexes.set(tenantId, held);
    }
    try {
      await held.filled;
    } catch (error) {
      // The next page tries again.
      if (this.#indexes.get(tenantId) === held) this.#indexes.delete(tenantId);
      throw error;
    }
    return held.index.find(query);
  }

  /** Drops what is held of a tenant whose documents were erased. */
  drop(tenantId: number): void {
    this.#indexes.delete(tenantId);
  }

  #readAll(scope: TenantScope, take: (memory: CallerMemory) => void): Promise<void> {
    return this.#parts.store.read(scope, async (reader) => {
      for (const key of await reader.keys(CALLER_MEMORY)) {
        const memory = await reader.get(CALLER_MEMORY, key);
        if (memory) take(shown(memory));
      }
    });
  }

  async #put(
    scope: TenantScope,
    writer: DocumentWriter,
    { key }: Place,
    memory: StoredMemory,
  ): Promise<void> {
    await writer.put(CALLER_MEMORY, key, memory);
    this.#indexes.get(scope.tenantId)?.index.put(memory);
  }

  async #remove(scope: TenantScope, writer: DocumentWriter, { key, caller }: Place): Promise<void> {
    await writer.remove(CALLER_MEMORY, key);
    this.#indexes.get(scope.tenantId)?.index.remove(caller);
  }

  async #change(
    scope: TenantScope,
    place: Place,
    edit: (memory: StoredMemory) => StoredMemory,
  ): Promise<StoredMemory> {
    const [before, after] = await this.#parts.store.transact(scope, async (writer) => {
      const known = (await writer.get(CALLER_MEMORY, place.key)) ?? emptyAt(scope, place);
      const edited = edit(known);
      if (edited !== known) await this.#put(scope, writer, place, edited);
      return [known, edited];
    });
    if (after !== before) this.#tell(scope, place);
    return after;
  }

  #tell(scope: TenantScope, { namespace }: Place): void {
    this.#parts.publish({ type: 'memory.changed', tenantId: scope.tenantId, namespace });
  }
}

import type { z } from 'zod';
import type {
  KnowledgeCreate,
  KnowledgeGap,
  KnowledgeHit,
  KnowledgeItem,
  KnowledgePatch,
  knowledgeList,
  knowledgeUpload,
} from '../contracts/knowledge.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentReader, DocumentStore, DocumentWriter } from '../store/store.ts';
import { KNOWLEDGE_GAP, KNOWLEDGE_ITEM, type StoredGap } from './documents.ts';
import { askedAgain, gapOf, keepableQuestion, leastMissed, shownGap, withoutCalls } from './gaps.ts';
import { type KnowledgeBrief, Shelf } from './shelf.ts';
import { type PdfReader, readUpload } from './upload.ts';

const MOST_ITEMS = 500;
/** Of text per tenant, so that what is held in memory has an end. */
const MOST_CHARACTERS = 2_000_000;
const MOST_GAPS = 200;
/** Tenants whose knowledge is held ready; of others it is read again. */
const SHELVES_HELD = 50;

export interface KnowledgeParts {
  store: DocumentStore;
  clock: Clock;
  ids: Ids;
  readPdf: PdfReader;
}

/**
 * What tenants' agents know, and what they were asked and did not know. Reading rejects with `storage-damaged` where a
 * document is lost, writing with `storage-failed`; what is not there is `not-found`.
 */
export class Knowledge {
  readonly #parts: KnowledgeParts;
  /** By tenant; the one used last stands last. */
  readonly #shelves = new Map<number, Promise<Shelf>>();
  /** Whether something of it is a sample, by tenant, as far as that is known. */
  readonly #samples = new Map<number, Promise<boolean>>();

  constructor(parts: KnowledgeParts) {
    this.#parts = parts;
  }

  /** For the beginning of a call. Where the knowledge is large, its index is being built from then on. */
  async brief(scope: TenantScope): Promise<KnowledgeBrief> {
    const shelf = await this.#shelf(scope);
    // Whoever searches meets what goes wrong here.
    if (shelf.brief.mode === 'search') shelf.index().catch(() => undefined);
    return shelf.brief;
  }

  /** The passages that answer a query best, best first; empty when none does. */
  async search(scope: TenantScope, query: string): Promise<KnowledgeHit[]> {
    return (await (await this.#shelf(scope)).index()).search(query);
  }

  /** In the order in which they were written. */
  async list(scope: TenantScope): Promise<z.infer<typeof knowledgeList>> {
    return (await this.#shelf(scope)).list;
  }

  create(scope: TenantScope, { price = null, ...item }: KnowledgeCreate): Promise<KnowledgeItem> {
    return this.#change(scope, (writer) => this.#add(writer, { ...item, price, fileName: null }));
  }

  /** What a new tenant begins with: all of it or nothing. */
  async addSamples(scope: TenantScope, samples: readonly KnowledgeCreate[]): Promise<void> {
    await this.#change(scope, async (writer) => {
      for (const { price = null, ...item } of samples)
        await this.#add(writer, { ...item, price, fileName: null, sample: true });
    });
  }

  /** Gives a new tenant all that another's agent knows, as it is; not what that one was asked in vain. All or nothing. */
  async copy(from: TenantScope, to: TenantScope): Promise<void> {
    const items = await this.#parts.store.read(from, allItems);
    await this.#change(to, async (writer) => {
      for (const item of items) await writer.put(KNOWLEDGE_ITEM, item.id, item);
    });
  }

  /** Whether the agent still answers with what a trade template gave it. */
  hasSamples(scope: TenantScope): Promise<boolean> {
    return this.#samples.get(scope.tenantId) ?? this.#lookForSamples(scope);
  }

  /** Rejects with `invalid` and what to do for a file that can't be read. */
  async upload(scope: TenantScope, file: z.infer<typeof knowledgeUpload>): Promise<KnowledgeItem> {
    const { fileName, text } = await readUpload(file.fileName, file.content, this.#parts.readPdf);
    const title = (file.title ?? fileName.replace(/\.[^.]+$/, '')) || fileName;
    return this.#change(scope, (writer) =>
      this.#add(writer, { kind: 'file', title, text, price: null, fileName }),
    );
  }

  edit(scope: TenantScope, id: string, patch: KnowledgePatch): Promise<KnowledgeItem> {
    return this.#change(scope, async (writer) => {
      const { sample: _, ...before } = await this.#item(writer, id);
      const item = { ...before, ...patch, updatedAt: isoNow(this.#parts.clock) };
      await this.#assertFits(writer, item);
      await writer.put(KNOWLEDGE_ITEM, id, item);
      return item;
    });
  }

  /** Resolves with what was deleted. */
  delete(scope: TenantScope, id: string): Promise<KnowledgeItem> {
    return this.#change(scope, async (writer) => {
      const item = await this.#item(writer, id);
      await writer.remove(KNOWLEDGE_ITEM, id);
      return item;
    });
  }

  /** What callers asked and nobody could answer, the most frequent first, of these the latest. */
  async gaps(scope: TenantScope): Promise<KnowledgeGap[]> {
    const stored = await this.#parts.store.read(scope, allGaps);
    return stored
      .map(shownGap)
      .sort((a, b) => b.count - a.count || Date.parse(b.lastAt) - Date.parse(a.lastAt));
  }

  /**
   * Notes a question that could not be answered, with the one that means the same where there is one. Numbers of
   * callers in it are left out. Resolves with whether there was anything to note.
   */
  async reportUnanswered(scope: TenantScope, text: string, callSid: string): Promise<boolean> {
    const question = keepableQuestion(text);
    if (question === '') return false;
    const { clock, ids, store } = this.#parts;
    const asking = { callSid, question, at: isoNow(clock) };
    await store.transact(scope, async (writer) => {
      const gaps = await allGaps(writer);
      const known = await gapOf(gaps, question);
      if (known) {
        const again = askedAgain(known, asking);
        if (again !== known) await writer.put(KNOWLEDGE_GAP, known.id, again);
        return;
      }
      const given = gaps.length < MOST_GAPS ? undefined : leastMissed(gaps);
      if (given) await writer.remove(KNOWLEDGE_GAP, given.id);
      const id = ids.sid('gap');
      await writer.put(KNOWLEDGE_GAP, id, { id, count: 1, firstAt: asking.at, askings: [asking] });
    });
    return true;
  }

  /** Makes a gap a question with its answer. Without a `question` it stays worded as it was asked. */
  answerGap(
    scope: TenantScope,
    id: string,
    { question, answer }: { question?: string | undefined; answer: string },
  ): Promise<KnowledgeItem> {
    return this.#change(scope, async (writer) => {
      const asked = shownGap(await this.#gap(writer, id)).question;
      const title =
        question ??
        asked
          .slice(0, 200)
          .replace(/[\uD800-\uDBFF]$/, '')
          .trimEnd();
      // The answer first: a crash in between leaves both, and loses nothing.
      const item = await this.#add(writer, { kind: 'faq', title, text: answer, price: null, fileName: null });
      await writer.remove(KNOWLEDGE_GAP, id);
      return item;
    });
  }

  async dismissGap(scope: TenantScope, id: string): Promise<void> {
    await this.#parts.store.transact(scope, async (writer) => {
      await this.#gap(writer, id);
      await writer.remove(KNOWLEDGE_GAP, id);
    });
  }

  /** Forgets what was asked in these calls, every generation. Resolves with how many gaps held something of it. */
  forgetCalls(scope: TenantScope, callSids: readonly string[]): Promise<number> {
    const theirs = new Set(callSids);
    return this.#parts.store.transact(scope, async (writer) => {
      let touched = 0;
      for (const gap of await allGaps(writer)) {
        const rest = withoutCalls(gap, theirs);
        if (rest === gap) continue;
        touched += 1;
        if (rest === null) await writer.remove(KNOWLEDGE_GAP, gap.id);
        else {
          // Twice, so that the generation before does not hold it either.
          await writer.put(KNOWLEDGE_GAP, gap.id, rest);
          await writer.put(KNOWLEDGE_GAP, gap.id, rest);
        }
      }
      return touched;
    });
  }

  async #add(
    writer: DocumentWriter,
    item: Omit<KnowledgeItem, 'id' | 'createdAt' | 'updatedAt'>,
  ): Promise<KnowledgeItem> {
    const { clock, ids } = this.#parts;
    const at = isoNow(clock);
    const added = { ...item, id: ids.sid('k'), createdAt: at, updatedAt: at };
    await this.#assertFits(writer, added);
    await writer.put(KNOWLEDGE_ITEM, added.id, added);
    return added;
  }

  async #item(reader: DocumentReader, id: string): Promise<KnowledgeItem> {
    // Only keys that are there are asked for: what comes from outside is no key.
    const known = (await reader.keys(KNOWLEDGE_ITEM)).includes(id);
    const item = known ? await reader.get(KNOWLEDGE_ITEM, id) : undefined;
    if (!item) throw new AppError('not-found', 'This piece of knowledge is not there any more.');
    return item;
  }

  async #gap(reader: DocumentReader, id: string): Promise<StoredGap> {
    const known = (await reader.keys(KNOWLEDGE_GAP)).includes(id);
    const gap = known ? await reader.get(KNOWLEDGE_GAP, id) : undefined;
    if (!gap) throw new AppError('not-found', 'This question is not on the list any more.');
    return gap;
  }

  async #assertFits(reader: DocumentReader, item: KnowledgeItem): Promise<void> {
    if (item.price !== null && item.kind !== 'service')
      throw new AppError('invalid', 'Only a service has a price. Leave it out, or write it into the text.', {
        fields: { price: 'Only a service has a price.' },
      });
    const others = (await allItems(reader)).filter(({ id }) => id !== item.id);
    if (others.length >= MOST_ITEMS)
      throw new AppError('conflict', `At most ${MOST_ITEMS} pieces of knowledge fit. Delete some first.`);
    const characters = [...others, item].reduce((sum, { text }) => sum + text.length, 0);
    if (characters > MOST_CHARACTERS)
      throw new AppError(
        'conflict',
        `This makes ${characters} characters of knowledge, and ${MOST_CHARACTERS} fit. Delete or shorten some first.`,
      );
  }

  async #change<T>(scope: TenantScope, change: (writer: DocumentWriter) => Promise<T>): Promise<T> {
    try {
      return await this.#parts.store.transact(scope, change);
    } finally {
      // Also after a failure: a part of it may have become durable.
      this.#shelves.delete(scope.tenantId);
      this.#samples.delete(scope.tenantId);
    }
  }

  #lookForSamples(scope: TenantScope): Promise<boolean> {
    const { tenantId } = scope;
    const found = this.#parts.store.read(scope, async (reader) =>
      (await allItems(reader)).some(({ sample }) => sample),
    );
    // Held while it is still being read: a change that comes meanwhile then drops it.
    this.#samples.set(tenantId, found);
    found.catch(() => {
      if (this.#samples.get(tenantId) === found) this.#samples.delete(tenantId);
    });
    return found;
  }

  #shelf(scope: TenantScope): Promise<Shelf> {
    const { tenantId } = scope;
    const shelf = this.#shelves.get(tenantId) ?? this.#fill(scope);
    this.#shelves.delete(tenantId);
    this.#shelves.set(tenantId, shelf);
    const oldest = this.#shelves.keys().next().value;
    if (this.#shelves.size > SHELVES_HELD && oldest !== undefined) this.#shelves.delete(oldest);
    return shelf;
  }

  #fill(scope: TenantScope): Promise<Shelf> {
    const filled = this.#parts.store.read(scope, async (reader) => new Shelf(await allItems(reader)));
    // What could not be read is tried again by the next who asks.
    filled.catch(() => {
      if (this.#shelves.get(scope.tenantId) === filled) this.#shelves.delete(scope.tenantId);
    });
    return filled;
  }
}

async function allItems(reader: DocumentReader): Promise<KnowledgeItem[]> {
  const items: KnowledgeItem[] = [];
  for (const key of await reader.keys(KNOWLEDGE_ITEM)) {
    const item = await reader.get(KNOWLEDGE_ITEM, key);
    if (item) items.push(item);
  }
  return items.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

async function allGaps(reader: DocumentReader): Promise<StoredGap[]> {
  const gaps: StoredGap[] = [];
  for (const key of await reader.keys(KNOWLEDGE_GAP)) {
    const gap = await reader.get(KNOWLEDGE_GAP, key);
    if (gap) gaps.push(gap);
  }
  return gaps;
}

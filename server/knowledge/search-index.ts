import MiniSearch from 'minisearch';
import type { KnowledgeHit, KnowledgeItem } from '../contracts/knowledge.ts';
import { chunksOf } from './chunks.ts';
import { isFiller, wordsOf } from './words.ts';

/** How many hits an answer holds, and how many characters all of them together. */
const HITS = 5;
const HITS_LENGTH = 3_000;
/** What scores less than this part of the best hit has little to do with the question. */
const WORTH_TELLING = 0.3;
/** Chunks that are indexed at a stretch; live calls go on in between. */
const AT_A_STRETCH = 20;

interface Entry {
  id: number;
  title: string;
  heading: string;
  text: string;
}

/** Finds what one tenant knows about something. Spelling mistakes and beginnings of words are forgiven. */
export class SearchIndex {
  readonly #index: MiniSearch<Entry>;
  readonly #entries: Entry[];

  private constructor(index: MiniSearch<Entry>, entries: Entry[]) {
    this.#index = index;
    this.#entries = entries;
  }

  static async build(items: readonly KnowledgeItem[]): Promise<SearchIndex> {
    const entries = items
      .flatMap(({ title, text, price }) =>
        chunksOf(price === null ? text : `${text}\n${price}`).map((chunk) => ({ title, ...chunk })),
      )
      .map((entry, id) => ({ id, ...entry }));
    const index = new MiniSearch<Entry>({
      fields: ['title', 'heading', 'text'],
      tokenize: wordsOf,
      processTerm: (word) => (isFiller(word) ? null : word),
      searchOptions: {
        boost: { title: 3, heading: 2 },
        prefix: (word) => word.length > 2,
        // Figures are either right or something else.
        fuzzy: (word) => (word.length > 3 && !/\p{N}/u.test(word) ? 0.2 : false),
      },
    });
    await index.addAllAsync(entries, { chunkSize: AT_A_STRETCH });
    return new SearchIndex(index, entries);
  }

  /** The best hits first, each with the title of its item. Empty when no word of the query occurs. */
  search(query: string): KnowledgeHit[] {
    const found = this.#index.search(query);
    const best = found[0]?.score ?? 0;
    const hits: KnowledgeHit[] = [];
    let left = HITS_LENGTH;
    for (const { id, score } of found) {
      const entry = this.#entries[id];
      if (!entry || score < best * WORTH_TELLING || hits.length === HITS) break;
      const { title, heading } = entry;
      const text = heading === '' || heading === title ? entry.text : `${heading}: ${entry.text}`;
      if (text.length > left) break;
      left -= text.length;
      hits.push({ title, text });
    }
    return hits;
  }
}

import { scheduler } from 'node:timers/promises';
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
const AT_A_STRETCH = 5;
/** Telling words of a query that are looked for. More would hold up live calls and find nothing better. */
const MOST_WORDS = 8;

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
    const known = new Set<string>();
    const index = new MiniSearch<Entry>({
      fields: ['title', 'heading', 'text'],
      tokenize: wordsOf,
      processTerm(word) {
        if (isFiller(word)) return null;
        known.add(word);
        return word;
      },
      searchOptions: {
        tokenize: (query) =>
          [...new Set(wordsOf(query))].filter((word) => !isFiller(word)).slice(0, MOST_WORDS),
        processTerm: (word) => word,
        boost: { title: 3, heading: 2 },
        prefix: (word) => word.length > 2,
        // A word that occurs is spelt right, and figures are either right or something else.
        fuzzy: (word) => (word.length > 3 && !known.has(word) && !/\p{N}/u.test(word) ? 0.2 : false),
      },
    });
    const entries: Entry[] = [];
    for (const { title, text, price } of items)
      for (const chunk of chunksOf(price === null ? text : `${text}\n${price}`)) {
        const entry = { id: entries.length, title, ...chunk };
        entries.push(entry);
        index.add(entry);
        if (entries.length % AT_A_STRETCH === 0) await scheduler.yield();
      }
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

import type { z } from 'zod';
import type { KnowledgeItem, knowledgeList } from '../contracts/knowledge.ts';
import { quoteItems, quoteTitles } from './quote.ts';
import { SearchIndex } from './search-index.ts';

/** Up to so many characters of quotation everything stands in the instructions. */
const INLINE_LIMIT = 6_000;
/** Answers that can be said word for word: how many, and how long in characters. */
const ANSWERS_LIMIT = 40;
const LONGEST_ANSWER = 600;

/** What a call begins with. Everything in `quoted` is data, fit to stand in instructions as it is. */
export interface KnowledgeBrief {
  /** `inline`: `quoted` holds everything. `search`: it holds the titles only, and the agent searches. */
  mode: 'inline' | 'search' | 'none';
  /** JSON in one line; empty when there is nothing. */
  quoted: string;
  /** Of all items, as people wrote them: never to be put in instructions unquoted. */
  titles: string[];
  /** What may be said word for word. */
  answers: { question: string; answer: string }[];
}

/** The questions that an item answers word for word: its own, or what a service costs, in two wordings. */
function answersOf({ kind, title, text, price }: KnowledgeItem): KnowledgeBrief['answers'] {
  if (kind === 'faq') return [{ question: title, answer: text }];
  if (kind !== 'service' || !price) return [];
  const answer = `${title}: ${price}. ${text}`.trim();
  return [`How much is ${title}?`, `What does ${title} cost?`].map((question) => ({ question, answer }));
}

/** All that one tenant's agent knows, ready for calls. Made anew when anything changes. */
export class Shelf {
  readonly items: readonly KnowledgeItem[];
  readonly brief: KnowledgeBrief;
  readonly #characters: number;
  #index: Promise<SearchIndex> | undefined;

  constructor(items: readonly KnowledgeItem[]) {
    this.items = items;
    const everything = quoteItems(items);
    this.#characters = items.length === 0 ? 0 : everything.length;
    const titles = items.map(({ title }) => title);
    const answers = items
      .filter(({ text }) => text.length <= LONGEST_ANSWER)
      .flatMap(answersOf)
      .slice(0, ANSWERS_LIMIT);
    if (items.length === 0) this.brief = { mode: 'none', quoted: '', titles, answers };
    else if (everything.length <= INLINE_LIMIT)
      this.brief = { mode: 'inline', quoted: everything, titles, answers };
    else this.brief = { mode: 'search', quoted: quoteTitles(titles), titles, answers };
  }

  get list(): z.infer<typeof knowledgeList> {
    const mode = this.brief.mode === 'search' ? 'search' : 'inline';
    return { items: [...this.items], mode, characters: this.#characters };
  }

  index(): Promise<SearchIndex> {
    this.#index ??= SearchIndex.build(this.items);
    return this.#index;
  }
}

import { asData } from '../agent/as-data.ts';
import type { KnowledgeItem } from '../contracts/knowledge.ts';

/** How much of a list of titles the instructions hold, in characters. */
const TITLES_LIMIT = 2_000;

/** All that a tenant's agent knows, as data: whatever stands in it can't pose as a part of what is around it. */
export function quoteItems(items: readonly KnowledgeItem[]): string {
  return asData(
    items.map(({ kind, title, text, price }) => {
      if (kind === 'faq') return { question: title, answer: text };
      return { title, text, ...(price !== null && { price }) };
    }),
  );
}

/** The titles of what can be searched, as data; those that do not fit are left out. */
export function quoteTitles(titles: readonly string[]): string {
  const kept: string[] = [];
  for (const title of titles) {
    if (asData([...kept, title]).length > TITLES_LIMIT) break;
    kept.push(title);
  }
  return asData(kept);
}

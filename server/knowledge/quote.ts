import type { KnowledgeItem } from '../contracts/knowledge.ts';

/** How much of a list of titles the instructions hold, in characters. */
const TITLES_LIMIT = 2_000;

/** One line of JSON in which nothing looks like a tag or a line of its own to the model. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** All that a tenant's agent knows, as data: whatever stands in it can't pose as a part of what is around it. */
export function quoteItems(items: readonly KnowledgeItem[]): string {
  return quoted(
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
    if (quoted([...kept, title]).length > TITLES_LIMIT) break;
    kept.push(title);
  }
  return quoted(kept);
}

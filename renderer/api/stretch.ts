/** What is shown of a list, by places that count from 0. */
export interface Stretch {
  first: number;
  last: number;
  /** One more, wherever it lies: the row with the focus. */
  focused: number | null;
}

/** The pages that hold a stretch of the list, by numbers that count from 0. */
export function pagesOf({ first, focused, last }: Stretch, pageSize: number): number[] {
  const pageOf = (index: number): number => Math.floor(Math.max(0, index) / pageSize);
  const pages = new Set([pageOf(first), pageOf(last), ...(focused === null ? [] : [pageOf(focused)])]);
  for (let page = pageOf(first); page < pageOf(last); page += 1) pages.add(page);
  return [...pages];
}

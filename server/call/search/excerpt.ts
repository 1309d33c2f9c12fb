import type { CallHit } from '../../contracts/history.ts';
import { wordsOf } from '../../knowledge/words.ts';
import { asPhrase } from './query.ts';

/** About as many characters of a line are shown, and so many of them before the first hit. */
const LENGTH = 180;
const BEFORE = 60;

/** One thing that was said or noted. `turn` is its index in the transcript, `null` for anything else. */
export interface Line {
  turn: number | null;
  text: string;
}

interface Span {
  from: number;
  to: number;
}

/** The line that holds most of what was looked for, the earliest of equals, with the words marked. */
export function bestExcerpt(
  lines: readonly Line[],
  terms: ReadonlySet<string>,
  phrases: readonly string[],
): Pick<CallHit, 'turn' | 'excerpt'> {
  let best: { line: Line; spans: Span[]; score: number } | null = null;
  for (const line of lines) {
    const { spans, found } = spansOf(line.text, terms);
    const plain = phrases.length > 0 ? asPhrase(line.text) : '';
    const score = found + phrases.filter((phrase) => plain.includes(phrase)).length * terms.size;
    if (score > (best?.score ?? 0)) best = { line, spans, score };
  }
  return best
    ? { turn: best.line.turn, excerpt: cut(best.line.text, best.spans) }
    : { turn: null, excerpt: [] };
}

/** Where the terms stand, and how many different ones do. */
function spansOf(text: string, terms: ReadonlySet<string>): { spans: Span[]; found: number } {
  const spans: Span[] = [];
  const found = new Set<string>();
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu)) {
    const hits = wordsOf(token).filter((word) => terms.has(word));
    if (hits.length === 0) continue;
    spans.push({ from: index, to: index + token.length });
    for (const hit of hits) found.add(hit);
  }
  return { spans, found: found.size };
}

function cut(text: string, spans: readonly Span[]): CallHit['excerpt'] {
  const first = spans[0]?.from ?? 0;
  const from = first <= BEFORE || text.length <= LENGTH ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  const to = Math.min(text.length, from + LENGTH);
  const pieces: CallHit['excerpt'] = [];
  const add = (piece: string, isHit: boolean): void => {
    if (piece !== '') pieces.push({ text: piece, isHit });
  };
  let at = from;
  for (const span of spans) {
    if (span.from < at || span.to > to) continue;
    add(text.slice(at, span.from), false);
    add(text.slice(span.from, span.to), true);
    at = span.to;
  }
  add(text.slice(at, to), false);
  const head = pieces[0];
  const tail = pieces.at(-1);
  if (head && from > 0) head.text = `… ${head.text}`;
  if (tail && to < text.length) tail.text = `${tail.text} …`;
  return pieces;
}

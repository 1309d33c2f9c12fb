import MiniSearch from 'minisearch';
import type { CallHit } from '../../contracts/history.ts';
import { isFiller, wordsOf } from '../../knowledge/words.ts';
import { bestExcerpt, type Line } from './excerpt.ts';
import { asPhrase, parseTextQuery, type TextQuery } from './query.ts';

/** First as it is written, then with so much of a word's letters wrong. */
const FORGIVING = [false, 0.2] as const;

/** What can be found of one call. */
export interface IndexedCall {
  callSid: string;
  tenantId: number;
  lines: Line[];
}

/** What was found: for each call the words of it that were meant. */
interface Found {
  text: string;
  terms: Map<string, ReadonlySet<string>>;
}

/** An index of words for `TranscriptIndex`. */
export function createWordIndex(): MiniSearch<IndexedCall> {
  return new MiniSearch<IndexedCall>({
    idField: 'callSid',
    fields: ['lines'],
    extractField: (call, field) =>
      field === 'callSid' ? call.callSid : call.lines.map(({ text }) => text).join('\n'),
    // Line by line: a long word is kept as a part of the text it was cut from, which had better be short.
    tokenize: (text) => text.split('\n').flatMap(wordsOf),
    processTerm: (word) => (isFiller(word) ? null : word),
  });
}

/**
 * Finds calls by what was said in them. Holds the lines of every call beside the index of their words: so that a call can be
 * taken out again without leaving a word behind, and excerpts need no disk.
 */
export class TranscriptIndex {
  readonly #calls = new Map<string, IndexedCall>();
  readonly #index: MiniSearch<IndexedCall>;
  #last: Found | null = null;

  /** @param index Empty, made by `createWordIndex`. */
  constructor(index: MiniSearch<IndexedCall>) {
    this.#index = index;
  }

  /** Takes a call in, in place of what was known of it. One without words is only taken out. */
  put(call: IndexedCall): void {
    this.#remove(call.callSid);
    if (call.lines.length === 0) return;
    this.#calls.set(call.callSid, call);
    this.#index.add(call);
  }

  drop(tenantId: number): void {
    for (const call of [...this.#calls.values()]) if (call.tenantId === tenantId) this.#remove(call.callSid);
  }

  /** Calls that hold all that is looked for, in no order. Spelling is forgiven only where nothing is found without. */
  find(text: string): string[] {
    return [...this.#found(text).terms.keys()];
  }

  /** Where it stands in these calls, one excerpt for each that holds it. */
  excerpts(text: string, callSids: readonly string[]): CallHit[] {
    const { terms } = this.#found(text);
    const { phrases } = parseTextQuery(text);
    return callSids.flatMap((callSid) => {
      const call = this.#calls.get(callSid);
      const meant = terms.get(callSid);
      return call && meant ? [{ callSid, ...bestExcerpt(call.lines, meant, phrases) }] : [];
    });
  }

  #remove(callSid: string): void {
    this.#last = null;
    const known = this.#calls.get(callSid);
    if (!known) return;
    this.#index.remove(known);
    this.#calls.delete(callSid);
  }

  #found(text: string): Found {
    if (this.#last?.text !== text) this.#last = { text, terms: this.#look(parseTextQuery(text)) };
    return this.#last;
  }

  #look({ words, phrases }: TextQuery): Found['terms'] {
    const found = new Map<string, ReadonlySet<string>>();
    if (words.length === 0) {
      const terms = new Set(phrases.flatMap(wordsOf));
      if (phrases.length > 0) for (const callSid of this.#calls.keys()) found.set(callSid, terms);
    } else {
      for (const fuzzy of FORGIVING) {
        for (const { id, terms } of this.#lookFor(words, fuzzy)) found.set(id, new Set(terms));
        if (found.size > 0) break;
      }
    }
    for (const callSid of phrases.length > 0 ? [...found.keys()] : []) {
      const lines = this.#calls.get(callSid)?.lines.map(({ text }) => asPhrase(text)) ?? [];
      if (!phrases.every((phrase) => lines.some((line) => line.includes(phrase)))) found.delete(callSid);
    }
    return found;
  }

  #lookFor(words: readonly string[], fuzzy: (typeof FORGIVING)[number]): { id: string; terms: string[] }[] {
    return this.#index
      .search(words.join(' '), {
        combineWith: 'AND',
        prefix: (word) => word.length > 2,
        // Figures are either right or something else.
        fuzzy: (word) => (word.length > 3 && !/\p{N}/u.test(word) ? fuzzy : false),
      })
      .map(({ id, terms }) => ({ id: String(id), terms }));
  }
}

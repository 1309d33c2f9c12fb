import type { CallerDigest, CallerMemory, CallerPage, CallerQuery } from '../contracts/memory.ts';

interface Entry {
  digest: CallerDigest;
  lastCallMs: number;
  /** All that is remembered, in small letters. */
  text: string;
}

function entryOf(memory: CallerMemory): Entry {
  const { caller, callCount, facts, lastCallAt, namespace, openMatters, profile, summaries } = memory;
  const items = [...facts, ...openMatters, ...summaries].map(({ text }) => text);
  return {
    digest: {
      namespace,
      caller,
      name: profile.name,
      callCount,
      lastCallAt,
      facts: facts.length,
      openMatters: openMatters.length,
    },
    lastCallMs: lastCallAt === null ? 0 : Date.parse(lastCallAt),
    text: [caller, profile.name ?? '', ...profile.preferences, ...items].join('\n').toLowerCase(),
  };
}

/** Whether all words are found in a caller's name, number, or what is remembered of the caller. */
function fitting(wanted: string): (entry: Entry) => boolean {
  const digits = wanted.replaceAll(/[\s().+-]/g, '');
  // A number however it is written.
  const isNumber = /^[0-9]{3,}$/.test(digits);
  const words = wanted.toLowerCase().split(/\s+/);
  return ({ digest, text }) =>
    (isNumber && digest.caller.includes(digits)) || words.every((word) => text.includes(word));
}

/**
 * The callers whom one tenant remembers, to be listed and searched without reading a document. Writes are told to it as
 * they become durable, also while it is still filled with what was there before.
 */
export class CallerIndex {
  readonly #byCaller = new Map<string, Entry>();
  /** The same, latest call first unless something changed. */
  #ordered: Entry[] = [];
  #isOrdered = true;
  /** While it is filled, callers of whom something was written: what is read of them may be older. */
  #written: Set<string> | null = new Set();

  put(memory: CallerMemory): void {
    this.#written?.add(memory.caller);
    this.#set(memory);
  }

  remove(caller: string): void {
    this.#written?.add(caller);
    const entry = this.#byCaller.get(caller);
    if (!entry) return;
    this.#byCaller.delete(caller);
    this.#ordered = this.#ordered.filter((one) => one !== entry);
  }

  /** Takes in what was read of one caller. */
  fill(memory: CallerMemory): void {
    if (!this.#written?.has(memory.caller)) this.#set(memory);
  }

  /** All that was there before has been taken in. */
  endFilling(): void {
    this.#written = null;
  }

  find({ limit, offset, text }: CallerQuery): CallerPage {
    if (!this.#isOrdered) {
      this.#ordered.sort(
        (a, b) => b.lastCallMs - a.lastCallMs || (a.digest.caller < b.digest.caller ? -1 : 1),
      );
      this.#isOrdered = true;
    }
    const found = text === '' ? this.#ordered : this.#ordered.filter(fitting(text));
    return {
      callers: found.slice(offset, offset + limit).map(({ digest }) => digest),
      total: found.length,
      remembered: this.#ordered.length,
    };
  }

  #set(memory: CallerMemory): void {
    const known = this.#byCaller.get(memory.caller);
    const entry = entryOf(memory);
    if (known) Object.assign(known, entry);
    else {
      this.#byCaller.set(memory.caller, entry);
      this.#ordered.push(entry);
    }
    this.#isOrdered = false;
  }
}

/** Longest piece that is spoken at once; text-to-speech takes 4096 characters, but a long piece starts late. */
const LONGEST = 400;
const ABBREVIATION = /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|vs|etc|e\.g|i\.e|a\.m|p\.m|[a-z])\.$/i;
/** The end of a sentence with what closes it, followed by space; scripts without spaces end at their own marks. */
const END = /[.!?…]+["'”’)\]]*(?=\s)|[。！？]|\n/g;

/** Cuts a text that grows into sentences, each as soon as it is known to be whole. */
export class SentenceSplitter {
  #rest = '';

  /** The sentences that became whole, trimmed and not empty. */
  push(delta: string): string[] {
    this.#rest += delta;
    const sentences: string[] = [];
    for (let cut = endOfSentence(this.#rest); cut > 0; cut = endOfSentence(this.#rest)) {
      sentences.push(this.#rest.slice(0, cut).trim());
      this.#rest = this.#rest.slice(cut);
    }
    return sentences.filter((sentence) => sentence !== '');
  }

  /** What is left when no more text comes. */
  flush(): string[] {
    const sentences = this.push('\n');
    this.#rest = '';
    return sentences;
  }
}

/** Where the first sentence ends, or 0 when it is not whole yet. */
function endOfSentence(text: string): number {
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (!ABBREVIATION.test(text.slice(0, end))) return end;
  }
  if (text.length <= LONGEST) return 0;
  const space = text.lastIndexOf(' ', LONGEST);
  return space > 0 ? space : LONGEST;
}

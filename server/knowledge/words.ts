/** Words that say nothing about what a question is about. Other languages do without: rare words weigh more anyway. */
const FILLERS = new Set(
  `a about all also am an and any anyone anything are as at be been by can could did do does for from get give got had
  has have hello hi how i if in into is it its just know like may me might much my of on or our please shall should so
  some tell than thank that the their them then there these they this those to us want was we were what when where
  whether which who why will with would you your`.split(/\s+/),
);

/** Scripts written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text in the order they stand, in lower case, without accents and punctuation. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
  return plain
    .replaceAll(/['’]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) =>
      UNSPACED.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word],
    )
    .filter((word) => word !== '');
}

export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

/** A word without its commonest English endings, so that `allowed` meets `allow` and `dogs` meets `dog`. */
function stem(word: string): string {
  if (word.length < 4 || /\p{N}/u.test(word)) return word;
  return word.replace(/(?:ing|ed|es|s)$/, '').replace(/(.)\1$/, '$1');
}

/** What a question is about: its telling words without endings. */
function topicOf(question: string): Set<string> {
  const words = wordsOf(question);
  const telling = words.filter((word) => !isFiller(word));
  return new Set((telling.length > 0 ? telling : words).map(stem));
}

const numbersIn = (topic: Set<string>) =>
  [...topic]
    .filter((word) => /\p{N}/u.test(word))
    .sort()
    .join(' ');

/** How alike two topics must be, as the part of all their words that they share. */
const ALIKE = 0.8;

/**
 * Tells whether another question means the same as `question`, as far as their words tell. Different numbers make
 * different questions.
 */
export function sameAs(question: string): (other: string) => boolean {
  const a = topicOf(question);
  const numbers = numbersIn(a);
  return (other) => {
    const b = topicOf(other);
    if (numbers !== numbersIn(b)) return false;
    const shared = [...a].filter((word) => b.has(word)).length;
    return shared > 0 && shared / (a.size + b.size - shared) >= ALIKE;
  };
}

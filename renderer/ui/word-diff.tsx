import { type Change, diffWordsWithSpace } from 'diff';
import classes from './word-diff.module.css';

interface WordDiffProps {
  before: string;
  after: string;
  /** `both`: what went and what came in one text. Else only that side, with its own words marked. */
  side?: 'both' | 'before' | 'after';
}

/** Of words that stayed, how many characters are shown around those that did not. */
const AROUND = 90;

/** A text with the words that went and those that came marked. */
export function WordDiff({ before, after, side = 'both' }: WordDiffProps) {
  const parts = joined(
    diffWordsWithSpace(before, after).filter(
      ({ added, removed }) => !(added && side === 'before') && !(removed && side === 'after'),
    ),
  );
  return (
    <span className={classes.text}>
      {parts.map(({ value, added, removed }, index) => {
        // The parts of one text keep their order.
        if (removed) return <del key={index}>{value}</del>;
        if (added) return <ins key={index}>{value}</ins>;
        const stays = side === 'both' ? shortened(value, index === 0, index === parts.length - 1) : value;
        return <span key={index}>{stays}</span>;
      })}
    </span>
  );
}

/** Words that went, or came, next to each other are one part: only a space that stayed stands between them. */
function joined(parts: readonly Change[]): Change[] {
  const kept: Change[] = [];
  for (const [index, part] of parts.entries()) {
    const last = kept.at(-1);
    const next = parts[index + 1];
    const isGap = !part.added && !part.removed && part.value.trim() === '';
    const joins = last && (isGap ? alike(last, next) && isMark(last) : alike(last, part) && isMark(part));
    if (joins) kept.splice(-1, 1, { ...last, value: last.value + part.value });
    else kept.push(part);
  }
  return kept;
}

const isMark = ({ added, removed }: Change): boolean => added || removed;

const alike = (one: Change, other: Change | undefined): boolean =>
  one.added === other?.added && one.removed === other.removed;

/** Without the middle of what stayed, where that is long. */
function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= AROUND * 3) return text;
  const head = isFirst ? '' : text.slice(0, AROUND);
  const tail = isLast ? '' : text.slice(-AROUND);
  return `${head} … ${tail}`;
}

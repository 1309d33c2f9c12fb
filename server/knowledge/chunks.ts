/** A piece of a text that is searched and cited by itself. */
export interface Chunk {
  /** The heading it stands under; empty where there is none. */
  heading: string;
  text: string;
}

const CHUNK_LENGTH = 800;
/** A longer line is no heading, whatever it begins with. */
const HEADING = /^#{1,6}[ \t]+(.{1,200}?)[ \t]*#*$/;

/**
 * A text in pieces of about 800 characters: cut at headings, else between paragraphs, else between sentences, else
 * between words, else anywhere. Nothing is lost but white space.
 */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let heading = '';
  /** Something stands under the heading. */
  let used = true;
  let gathered = '';
  const flush = (): void => {
    if (gathered !== '') chunks.push({ heading, text: gathered });
    used ||= gathered !== '';
    gathered = '';
  };
  const endSection = (): void => {
    flush();
    if (!used) chunks.push({ heading: '', text: heading });
  };
  for (const paragraph of text.split(/\n\s*\n|\n(?=#{1,6}\s)/)) {
    const [first = '', ...rest] = paragraph.trim().split('\n');
    const found = HEADING.exec(first);
    if (found) {
      endSection();
      heading = found[1] ?? '';
      used = false;
    }
    for (const piece of cut(found ? rest.join('\n').trim() : paragraph.trim())) {
      if (gathered.length + 1 + piece.length > CHUNK_LENGTH) flush();
      gathered = gathered === '' ? piece : `${gathered}\n${piece}`;
    }
  }
  endSection();
  return chunks;
}

/** Pieces none of which is longer than a chunk. */
function cut(paragraph: string): string[] {
  const pieces: string[] = [];
  let rest = paragraph;
  while (rest.length > CHUNK_LENGTH) {
    const head = rest.slice(0, CHUNK_LENGTH);
    const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('\n'), head.lastIndexOf('。'));
    const end = sentence > CHUNK_LENGTH / 2 ? sentence + 1 : head.lastIndexOf(' ');
    // No half of a surrogate pair is left at the cut.
    const anywhere = /[\uD800-\uDBFF]$/.test(head) ? CHUNK_LENGTH - 1 : CHUNK_LENGTH;
    const at = end > 0 ? end : anywhere;
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** The characters of a text in lower case and without accents, each with its place in the text. */
function folded(text: string): { plain: string; places: number[] } {
  let plain = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const simple = character.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
    for (let unit = 0; unit < simple.length; unit += 1) places.push(at);
    plain += simple;
    at += character.length;
  }
  places.push(at);
  return { plain, places };
}

/** A part of a text, from one character up to another. */
export interface Range {
  from: number;
  to: number;
}

/** Where `wanted` stands in a text, whatever its case and accents. */
export function rangesOf(text: string, wanted: string): Range[] {
  const needle = folded(wanted.trim()).plain;
  if (needle === '') return [];
  const { plain, places } = folded(text);
  const ranges: Range[] = [];
  for (let at = plain.indexOf(needle); at >= 0; at = plain.indexOf(needle, at + needle.length))
    ranges.push({ from: places[at] ?? 0, to: places[at + needle.length] ?? text.length });
  return ranges;
}

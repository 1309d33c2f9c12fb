/** From one byte up to another, the second not included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * What a `Range` header asks for of so many bytes: one range; `whole` where there is none, several, or one in another
 * unit; `null` where it lies outside.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'whole' | null {
  const asked = /^bytes=(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))$/.exec(header?.trim() ?? '');
  if (!asked) return 'whole';
  const [, first, last, suffix] = asked;
  if (first === undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? null : { from: size - length, to: size };
  }
  const from = Number(first);
  if (last !== undefined && Number(last) < from) return 'whole';
  if (from >= size) return null;
  return { from, to: last === undefined ? size : Math.min(Number(last) + 1, size) };
}

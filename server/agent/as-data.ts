/**
 * A value as one line of JSON in which nothing looks like a tag or a line of its own, so that it can't pose as a part of
 * the instructions around it.
 */
export function asData(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A text on one line, without space around it. */
export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

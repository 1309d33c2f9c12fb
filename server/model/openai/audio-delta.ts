/** One piece of agent audio. */
export interface AudioDelta {
  responseId: string;
  itemId: string;
  /** Base64 mu-law. */
  payload: string;
}

const START = '{"type":"response.output_audio.delta",';
const RESPONSE_ID = '"response_id":"';
const ITEM_ID = '"item_id":"';
const DELTA = '"delta":"';

/**
 * Reads an audio delta without parsing it, at about half of what that costs. `null` for everything else and for anything
 * unusual, which is then to be parsed: another order at the start, an escape, an object within. Without escapes and
 * inner objects a quoted name before a colon can only be a field of the event.
 */
export function readAudioDelta(text: string): AudioDelta | null {
  if (!text.startsWith(START) || !text.endsWith('}')) return null;
  if (text.includes('\\') || text.indexOf('{', 1) >= 0) return null;
  const responseId = field(text, RESPONSE_ID);
  const itemId = field(text, ITEM_ID);
  const payload = field(text, DELTA);
  return responseId && itemId && payload && isAudio(payload) ? { responseId, itemId, payload } : null;
}

function field(text: string, name: string): string {
  const at = text.indexOf(name, START.length);
  if (at < 0) return '';
  const start = at + name.length;
  const end = text.indexOf('"', start);
  return end < 0 ? '' : text.slice(start, end);
}

/** Six seconds of sound, more than any delta holds. */
const LARGEST_PIECE = 64 * 1024;
const scratch = Buffer.alloc(LARGEST_PIECE);

/**
 * Whether a payload is base64 to its last character. Decoding leaves out what is not, so the length tells; it is many
 * times faster than looking at the characters.
 */
export function isAudio(payload: string): boolean {
  const { length } = payload;
  if (length === 0 || length % 4 !== 0 || length > LARGEST_PIECE) return false;
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0;
  return scratch.write(payload, 'base64') === (length / 4) * 3 - padding;
}

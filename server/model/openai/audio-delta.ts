/** One piece of agent audio. */
export interface AudioDelta {
  responseId: string;
  itemId: string;
  /** Base64 mu-law. */
  payload: string;
}

const TYPE = '"response.output_audio.delta"';
const DELTA = '"delta":"';
/** The type stands among the first fields; a longer look would cost more than parsing. */
const HEAD_CHARACTERS = 64;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Reads an audio delta without parsing its audio: the payload is cut out, and only the small rest is parsed. `null`
 * for everything else and for anything unusual, which is then to be parsed whole. As quotes inside JSON strings are
 * escaped, `"delta":"` can only be a field; should it be one of a nested object, the check of the rest fails.
 */
export function readAudioDelta(text: string): AudioDelta | null {
  if (!text.slice(0, HEAD_CHARACTERS).includes(TYPE)) return null;
  const field = text.indexOf(DELTA);
  if (field < 0) return null;
  const start = field + DELTA.length;
  const end = text.indexOf('"', start);
  if (end < 0) return null;
  const payload = text.slice(start, end);
  if (payload.length % 4 !== 0 || !BASE64.test(payload)) return null;
  const rest = parse(text.slice(0, start) + text.slice(end));
  if (rest?.type !== 'response.output_audio.delta' || rest.delta !== '') return null;
  const { response_id: responseId, item_id: itemId } = rest;
  return typeof responseId === 'string' && typeof itemId === 'string'
    ? { responseId, itemId, payload }
    : null;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

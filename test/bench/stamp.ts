import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';

/** Behind the time comes whose call it is, with this in its upper half so that other audio is not taken for a stamp. */
const SEAL = 0x52480000;
const STAMP_BYTES = 12;
const STAMP_CHARACTERS = (STAMP_BYTES / 3) * 4;

const stamp = Buffer.alloc(STAMP_BYTES);
const read = Buffer.alloc(STAMP_BYTES);
const tails = new Map<number, string>();

function tailOf(durationMs: number): string {
  let tail = tails.get(durationMs);
  if (tail === undefined) {
    const bytes = durationMs * MULAW_BYTES_PER_MS - STAMP_BYTES;
    tail = Buffer.alloc(bytes, MULAW_SILENCE).toString('base64');
    tails.set(durationMs, tail);
  }
  return tail;
}

/** Base64 mu-law of `durationMs`, at least 2, that begins with the time and the number (below 65,536) of a call. */
export function stampedAudio(durationMs: number, callNumber: number, nowMs: number): string {
  stamp.writeDoubleLE(nowMs, 0);
  stamp.writeUInt32LE(SEAL | callNumber, 8);
  return stamp.toString('base64') + tailOf(durationMs);
}

export interface Stamp {
  callNumber: number;
  sentAtMs: number;
}

/** The stamp of the base64 audio that begins at `start` of `text`; `null` when there is none. */
export function readStamp(text: string, start: number): Stamp | null {
  const written = read.write(text.slice(start, start + STAMP_CHARACTERS), 'base64');
  if (written < STAMP_BYTES) return null;
  const sealed = read.readUInt32LE(8);
  if ((sealed & 0xffff0000) >>> 0 !== SEAL) return null;
  return { callNumber: sealed & 0xffff, sentAtMs: read.readDoubleLE(0) };
}

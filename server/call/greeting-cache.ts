import { createHash } from 'node:crypto';
import type { BlobCache } from '../store/store.ts';

/** One chunk plays 400 ms, so that marks tell often enough how far a greeting was heard. */
const CHUNK_BYTES = 3_200;
const KEPT_IN_MEMORY = 500;

/** The audio of greetings that were spoken before: base64 mu-law in chunks, ready to be sent. */
export interface GreetingCache {
  get(voiceKey: string, text: string): Promise<readonly string[] | undefined>;
  /** `durable` greetings survive a restart; those that name a caller stay in memory alone. */
  put(voiceKey: string, text: string, payloads: readonly string[], durable: boolean): Promise<void>;
}

/** Keeps the latest greetings in memory and all of them in `blobs`, by who speaks and what is said. */
export function createGreetingCache(blobs: BlobCache): GreetingCache {
  const memory = new Map<string, readonly string[]>();
  const remember = (key: string, chunks: readonly string[]): void => {
    memory.delete(key);
    memory.set(key, chunks);
    const oldest = memory.keys().next().value;
    if (memory.size > KEPT_IN_MEMORY && oldest !== undefined) memory.delete(oldest);
  };
  return {
    async get(voiceKey, text) {
      const key = keyOf(voiceKey, text);
      const held = memory.get(key);
      if (held) return held;
      const bytes = await blobs.get(key);
      if (!bytes || bytes.byteLength === 0) return undefined;
      const chunks = chunksOf(bytes);
      remember(key, chunks);
      return chunks;
    },
    async put(voiceKey, text, payloads, durable) {
      const key = keyOf(voiceKey, text);
      const bytes = Buffer.concat(payloads.map((payload) => Buffer.from(payload, 'base64')));
      if (bytes.byteLength === 0) return;
      remember(key, chunksOf(bytes));
      if (durable) await blobs.put(key, bytes);
    },
  };
}

function keyOf(voiceKey: string, text: string): string {
  return createHash('sha256').update(voiceKey).update('\n').update(text).digest('hex');
}

function chunksOf(bytes: Uint8Array): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES)
    chunks.push(Buffer.from(bytes.subarray(start, start + CHUNK_BYTES)).toString('base64'));
  return chunks;
}

/** Whether two texts say the same words, whatever the punctuation and case. */
export function saysTheSame(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b);
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

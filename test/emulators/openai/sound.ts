import {
  decodeMulaw,
  encodeMulaw,
  encodeSample,
  MULAW_BYTES_PER_MS,
} from '../../../server/contracts/mulaw.ts';

const CHARACTER_MS = 60;

/** A tone as long as the text would take, at a pitch that depends on the voice. */
export function tone(text: string, voice: string): Uint8Array {
  const hertz = 200 + ([...voice].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 400);
  const samples = Math.max(1, text.length) * CHARACTER_MS * MULAW_BYTES_PER_MS;
  return Uint8Array.from({ length: samples }, (_, at) =>
    encodeSample(Math.round(8000 * Math.sin((2 * Math.PI * hertz * at) / 8000))),
  );
}

/** Mu-law at 8 kHz to 16-bit little-endian PCM at 24 kHz, in straight lines between samples. */
export function toPcm24(mulaw: Uint8Array): Buffer {
  const samples = decodeMulaw(mulaw);
  const pcm = Buffer.alloc(samples.length * 6);
  for (let at = 0; at < samples.length * 3; at += 1) {
    const from = samples[Math.floor(at / 3)] ?? 0;
    const to = samples[Math.floor(at / 3) + 1] ?? from;
    pcm.writeInt16LE(Math.round(from + ((to - from) * (at % 3)) / 3), at * 2);
  }
  return pcm;
}

/** 16-bit little-endian PCM at 24 kHz to mu-law at 8 kHz. Good enough to hear whether somebody speaks. */
export function fromPcm24(pcm: Buffer): Uint8Array {
  const samples = Int16Array.from({ length: Math.floor(pcm.length / 6) }, (_, at) => pcm.readInt16LE(at * 6));
  return encodeMulaw(samples);
}

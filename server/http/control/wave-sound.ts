import { decodeMulaw } from '../../contracts/mulaw.ts';
import { RECORDING_CHANNELS } from '../../store/recordings.ts';

const HEADER_BYTES = 44;
/** A sample is one byte of mu-law, and two bytes as it is played. */
const SAMPLE_BYTES = 2;

/** Reads recorded mu-law from one byte up to another. */
type ReadSound = (fromByte: number, toByte: number) => AsyncIterable<Uint8Array>;

/** How long a recording is as a WAV file of 16-bit samples, which every browser plays. */
export function waveBytes(soundBytes: number): number {
  return HEADER_BYTES + soundBytes * SAMPLE_BYTES;
}

function header(soundBytes: number, channels: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(waveBytes(soundBytes) - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(8_000 * channels * SAMPLE_BYTES, 28);
  bytes.writeUInt16LE(channels * SAMPLE_BYTES, 32);
  bytes.writeUInt16LE(8 * SAMPLE_BYTES, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(soundBytes * SAMPLE_BYTES, 40);
  return bytes;
}

function samplesOf(sound: Uint8Array): Buffer {
  const samples = decodeMulaw(sound);
  const bytes = Buffer.alloc(samples.length * SAMPLE_BYTES);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, index * SAMPLE_BYTES);
  return bytes;
}

/** A whole WAV file of one voice, from mu-law. */
export function waveOfVoice(sound: Uint8Array): Buffer {
  return Buffer.concat([header(sound.length, 1), samplesOf(sound)]);
}

/** That file from one byte up to another, in pieces. */
export async function* waveSound(
  soundBytes: number,
  read: ReadSound,
  fromByte: number,
  toByte: number,
): AsyncGenerator<Uint8Array> {
  if (fromByte < HEADER_BYTES) yield header(soundBytes, RECORDING_CHANNELS).subarray(fromByte, toByte);
  const [from, to] = [Math.max(0, fromByte - HEADER_BYTES), toByte - HEADER_BYTES];
  if (to <= from) return;
  const firstSample = Math.floor(from / SAMPLE_BYTES);
  let at = firstSample * SAMPLE_BYTES;
  for await (const piece of read(firstSample, Math.ceil(to / SAMPLE_BYTES))) {
    const bytes = samplesOf(piece);
    yield bytes.subarray(Math.max(0, from - at), to - at);
    at += bytes.length;
  }
}

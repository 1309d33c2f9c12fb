import { RECORDING_BYTES_PER_SECOND, RECORDING_CHANNELS } from '../recordings.ts';

/** `WAVE_FORMAT_MULAW`. */
const MULAW = 7;
export const WAVE_HEADER_BYTES = 58;

/** What stands before mu-law sound in a WAV file. Sizes beyond what 32 bits hold are given as the largest. */
export function waveHeader(soundBytes: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(WAVE_HEADER_BYTES));
  const text = (at: number, letters: string) => {
    for (const [index, letter] of [...letters].entries()) header.setUint8(at + index, letter.charCodeAt(0));
  };
  const size = (bytes: number) => Math.min(bytes, 0xffff_ffff);
  text(0, 'RIFF');
  header.setUint32(4, size(WAVE_HEADER_BYTES - 8 + soundBytes), true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 18, true);
  header.setUint16(20, MULAW, true);
  header.setUint16(22, RECORDING_CHANNELS, true);
  header.setUint32(24, 8_000, true);
  header.setUint32(28, RECORDING_BYTES_PER_SECOND, true);
  header.setUint16(32, RECORDING_CHANNELS, true);
  header.setUint16(34, 8, true);
  text(38, 'fact');
  header.setUint32(42, 4, true);
  header.setUint32(46, size(soundBytes / RECORDING_CHANNELS), true);
  text(50, 'data');
  header.setUint32(54, size(soundBytes), true);
  return new Uint8Array(header.buffer);
}

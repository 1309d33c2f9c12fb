import { FrameCutter } from './frame-cutter.ts';
import { VoiceMix } from './voice-mix.ts';

// The scope of an audio worklet; TypeScript's DOM library does not describe it.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/**
 * Ear and mouth of a call in one node, at 8 kHz. Posts frames of 160 16-bit samples of its input, silent ones without a
 * microphone; plays the frames posted to it, those of different voices together. Posting `clear` drops what has not
 * been played.
 */
class PhoneProcessor extends AudioWorkletProcessor {
  readonly #voices = new VoiceMix();
  readonly #cutter = new FrameCutter((frame) => this.port.postMessage(frame, [frame.buffer]));

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<{ voice: number; samples: Int16Array } | 'clear'>) => {
      if (data === 'clear') this.#voices.clear();
      else this.#voices.push(data.voice, data.samples);
    };
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const speaker = output?.[0];
    if (!speaker) return true;
    this.#cutter.push(input?.[0], speaker.length);
    this.#voices.read(speaker);
    return true;
  }
}

registerProcessor('phone', PhoneProcessor);

import { dirname, join, sep } from 'node:path';
import createModule, { type Decoder, type SoundSwallowerModule } from 'soundswallower';
import { decodeMulaw } from '../../../contracts/mulaw.ts';
import { packageFile } from '../../../platform/worker-files.ts';
import { doubleRate } from '../low-pass.ts';
import { CLOSINGS, PHONES, phoneWord, SHORT_ANSWERS } from './grammar.ts';
import { pronounce } from './pronounce.ts';

export interface Recognition {
  /** Lower-case words; `null` when it was none of the grammar's phrases. */
  text: string | null;
}

/** Sound whose samples all stay under this holds no words. */
const AUDIBLE = 200;
/** States that are followed at once. More of them cost time and do not help. */
const MAX_ACTIVE = 500;
/** Silence put around the caller's words, which the recogniser needs to tell where they begin and end. */
const PADDING_SAMPLES = 8 * 200;
/** Longer speech is no short answer. */
const SHORT_SAMPLES = 8 * 1300;
/** Longer speech is not thanks and a goodbye. */
const CLOSING_SAMPLES = 8 * 2400;
/** A sentence of so many words must have this confidence on the whole: what was forced into the grammar seldom has. */
const LONG_WORDS = 4;
const LONG_CONFIDENCE = 0.855;
/** Least confidence per word for a short answer. Right ones mostly lie above 0.87, others below; fewer doubts are due to
 * an answer that was asked for. */
const SHORT_CONFIDENCE = 0.87;
const EXPECTED_CONFIDENCE = 0.78;
const CLOSING_CONFIDENCE = 0.78;

interface Word {
  word: string;
  /** 0 to 1: how well the sound fits. */
  confidence: number;
  seconds: number;
}

/** A setting of the package that its types leave out. */
interface ModelSettings extends Partial<SoundSwallowerModule> {
  modelBase: string;
}

/** Understands speech within a grammar. Synchronous: 50 to 400 ms an utterance. Belongs in a thread of its own. */
export class Recogniser {
  readonly #usual: GrammarDecoder;
  /** A decoder of its own: to load the usual grammar again would take longer than to decode. */
  readonly #short: GrammarDecoder;

  private constructor(usual: Decoder, short: Decoder) {
    this.#usual = new GrammarDecoder(usual);
    this.#short = new GrammarDecoder(short);
  }

  /** Loads the acoustic model and the dictionary, about 0.5 s. */
  static async load(): Promise<Recogniser> {
    const folder = dirname(packageFile(import.meta.url, 'soundswallower'));
    const settings: ModelSettings = { modelBase: join(folder, 'model') + sep };
    const speech = await createModule(settings);
    const load = async () => {
      const decoder = new speech.Decoder({ samprate: 16_000, loglevel: 'FATAL', maxhmmpf: MAX_ACTIVE });
      await decoder.initialize();
      return decoder;
    };
    return new Recogniser(await load(), await load());
  }

  /**
   * @param audio mu-law, 8 kHz: one utterance. When it is empty, the grammar is only got ready.
   * @param shortExpected Whether a yes or no was asked for.
   */
  recognise(audio: Uint8Array, grammar: string, shortExpected: boolean): Recognition {
    this.#usual.use(grammar);
    const samples = decodeMulaw(audio);
    if (!samples.some((sample) => Math.abs(sample) > AUDIBLE)) return { text: null };
    const sound = doubleRate(padded(samples));
    const words = this.#usual.decode(sound);
    const known = words.length > 0 && !words.some(({ word }) => word.startsWith('xx'));
    if (known && (words.length < LONG_WORDS || meanConfidence(words) >= LONG_CONFIDENCE))
      return { text: textOf(words) };
    if (known) return { text: null };
    const closing =
      audio.length <= CLOSING_SAMPLES ? this.#second(sound, CLOSINGS, CLOSING_CONFIDENCE) : null;
    if (closing !== null || audio.length > SHORT_SAMPLES) return { text: closing };
    return {
      text: this.#second(sound, SHORT_ANSWERS, shortExpected ? EXPECTED_CONFIDENCE : SHORT_CONFIDENCE),
    };
  }

  /** What a small grammar makes of the sound, if it is sure of every word. */
  #second(sound: Float32Array, grammar: string, leastConfidence: number): string | null {
    this.#short.use(grammar);
    const words = this.#short.decode(sound);
    const sure =
      words.length > 0 &&
      words.every(({ word, confidence }) => !word.startsWith('xx') && confidence >= leastConfidence);
    return sure ? textOf(words) : null;
  }
}

/** A decoder that knows which grammar it has, and learns the words it lacks. */
class GrammarDecoder {
  readonly #decoder: Decoder;
  #grammar = '';

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
    decoder.add_words(...PHONES.map((phone): [string, string] => [phoneWord(phone), phone]));
  }

  use(grammar: string): void {
    if (grammar === this.#grammar) return;
    const words = new Set(grammar.replace(/<\w+>/g, ' ').match(/[a-z][a-z']*/g));
    const unknown = [...words].filter((word) => this.#decoder.lookup_word(word) === null);
    if (unknown.length > 0)
      this.#decoder.add_words(...unknown.map((word): [string, string] => [word, pronounce(word)]));
    this.#decoder.set_grammar(grammar);
    this.#grammar = grammar;
  }

  /** @param sound 16 kHz, -1..1. */
  decode(sound: Float32Array): Word[] {
    this.#decoder.start();
    this.#decoder.process_audio(sound, false, true);
    this.#decoder.stop();
    if (this.#decoder.get_text() === '') return [];
    const { w: words = [] } = this.#decoder.get_alignment();
    return words
      .filter(({ t }) => /^[a-z]/.test(t))
      .map(({ t, p, d }) => ({ word: t.replace(/\(\d+\)$/, ''), confidence: p, seconds: d }));
  }
}

const textOf = (words: Word[]) => words.map(({ word }) => word).join(' ');

function meanConfidence(words: Word[]): number {
  const seconds = words.reduce((sum, word) => sum + word.seconds, 0);
  return words.reduce((sum, word) => sum + word.confidence * word.seconds, 0) / seconds;
}

function padded(samples: Int16Array): Int16Array {
  const output = new Int16Array(samples.length + 2 * PADDING_SAMPLES);
  output.set(samples, PADDING_SAMPLES);
  return output;
}

import { MULAW_BYTES_PER_MS } from '../../../server/contracts/mulaw.ts';
import type { Timer } from '../../../server/platform/clock.ts';
import { agentAudioTokens, type Item, type Items, textTokens } from './items.ts';
import type { SessionState } from './session-state.ts';
import { toPcm24 } from './sound.ts';
import type { Question, Settled, WireEvent } from './types.ts';

export interface RunLinks {
  options: Settled;
  items: Items;
  state: SessionState;
  send: (event: WireEvent) => void;
  id: (prefix: string) => string;
  question: () => Promise<Question>;
  /** Tokens that the response before took in, which are now cached. */
  cached: { text: number; audio: number };
  mayCallTools: boolean;
  /** The code that it fails with before it has said anything, or `null`. */
  failure: string | null;
}

type Status = 'completed' | 'cancelled' | 'failed';

/** How far the words run ahead of their sound. */
const WORDS_AHEAD_MS = 600;

/** One response being made: streams its items, and can be cancelled at any moment. */
export class ResponseRun {
  readonly id: string;
  readonly #links: RunLinks;
  #cancelled: string | null = null;
  #pause: { timer: Timer; wake: () => void } | null = null;
  #output: Record<string, unknown>[] = [];
  #used = { text: 0, audio: 0 };
  #taken = { text: 0, audio: 0 };

  constructor(links: RunLinks) {
    this.#links = links;
    this.id = links.id('resp');
  }

  /** What it took in, for the next one's cache. */
  get taken(): { text: number; audio: number } {
    return this.#taken;
  }

  get cancelled(): boolean {
    return this.#cancelled !== null;
  }

  /** `turn_detected` or `client_cancelled`. The run ends by itself soon after. */
  cancel(reason: string): void {
    this.#cancelled ??= reason;
    this.#pause?.timer.cancel();
    this.#pause?.wake();
  }

  async run(): Promise<void> {
    const { items, state, send } = this.#links;
    send({ type: 'response.created', response: this.#wire('in_progress') });
    send({
      type: 'rate_limits.updated',
      rate_limits: [{ name: 'tokens', limit: 40_000, remaining: 39_000 }],
    });
    let status: Status = 'completed';
    try {
      const question = await this.#links.question();
      this.#taken = items.tokens(question.instructions);
      if (this.#links.failure !== null) throw new Error('Told to fail.');
      const reply = this.#cancelled === null ? await this.#links.options.respond(question) : {};
      if (reply.text && state.output_modalities[0] === 'text') await this.#textItem(reply.text);
      else if (reply.text) await this.#audioItem(reply.text);
      if (reply.toolCall && this.#links.mayCallTools && this.#cancelled === null)
        this.#toolItem(reply.toolCall.name, JSON.stringify(reply.toolCall.arguments ?? {}));
    } catch {
      status = 'failed';
    }
    if (this.#cancelled !== null) status = 'cancelled';
    send({ type: 'response.done', response: this.#wire(status) });
  }

  async #audioItem(text: string): Promise<void> {
    const { options, state, send } = this.#links;
    const voice = String(state.audio.output.voice);
    const mulaw = await options.speak(text, voice);
    if (this.#cancelled !== null) return;
    const item: Item = { id: this.#links.id('item'), role: 'assistant', text: '', audioMs: 0 };
    const place = this.#begin(item, { type: 'audio', transcript: '' });
    const words = text.match(/\S+\s*/g) ?? [];
    const totalMs = mulaw.length / MULAW_BYTES_PER_MS;
    const step = options.chunkMs * MULAW_BYTES_PER_MS;
    let spoken = 0;
    for (let at = 0; at < mulaw.length && this.#cancelled === null; at += step) {
      const reach = ((at / MULAW_BYTES_PER_MS + WORDS_AHEAD_MS) / totalMs) * words.length;
      for (; spoken < words.length && spoken <= reach; spoken += 1) {
        item.text += words[spoken] ?? '';
        send({ type: 'response.output_audio_transcript.delta', ...place, delta: words[spoken] });
      }
      const chunk = mulaw.subarray(at, at + step);
      item.audioMs += chunk.length / MULAW_BYTES_PER_MS;
      send({ type: 'response.output_audio.delta', ...place, delta: this.#encode(chunk) });
      await this.#wait(options.chunkMs / options.speed);
    }
    if (this.#cancelled === null)
      for (; spoken < words.length; spoken += 1) {
        item.text += words[spoken] ?? '';
        send({ type: 'response.output_audio_transcript.delta', ...place, delta: words[spoken] });
      }
    send({ type: 'response.output_audio.done', ...place });
    send({ type: 'response.output_audio_transcript.done', ...place, transcript: item.text });
    this.#used.audio += agentAudioTokens(item.audioMs);
    this.#end(item, place, { type: 'audio', transcript: item.text });
  }

  async #textItem(text: string): Promise<void> {
    const { send, options } = this.#links;
    const item: Item = { id: this.#links.id('item'), role: 'assistant', text: '', audioMs: 0 };
    const place = this.#begin(item, { type: 'text', text: '' });
    for (const word of text.match(/\S+\s*/g) ?? []) {
      if (this.#cancelled !== null) break;
      item.text += word;
      send({ type: 'response.output_text.delta', ...place, delta: word });
      await this.#wait(options.chunkMs / options.speed);
    }
    send({ type: 'response.output_text.done', ...place, text: item.text });
    this.#end(item, place, { type: 'text', text: item.text });
  }

  #begin(item: Item, part: Record<string, unknown>): Record<string, unknown> {
    const { items, send } = this.#links;
    const wire = { id: item.id, object: 'realtime.item', type: 'message', role: 'assistant', content: [] };
    const output_index = this.#output.length;
    const previous_item_id = items.insert(item);
    const open = { ...wire, status: 'in_progress' };
    send({ type: 'response.output_item.added', response_id: this.id, output_index, item: open });
    send({ type: 'conversation.item.added', previous_item_id, item: open });
    const place = { response_id: this.id, item_id: item.id, output_index, content_index: 0 };
    send({ type: 'response.content_part.added', ...place, part });
    return place;
  }

  #end(item: Item, place: Record<string, unknown>, part: Record<string, unknown>): void {
    const { send } = this.#links;
    const status = this.#cancelled === null ? 'completed' : 'incomplete';
    const kind = { ...part, type: `output_${String(part.type)}` };
    const wire = { id: item.id, object: 'realtime.item', type: 'message', role: 'assistant', status };
    const whole = { ...wire, content: [kind] };
    send({ type: 'response.content_part.done', ...place, part });
    send({
      type: 'response.output_item.done',
      response_id: this.id,
      output_index: place.output_index,
      item: whole,
    });
    send({ type: 'conversation.item.done', item: whole });
    this.#used.text += textTokens(item.text);
    this.#output.push(whole);
  }

  #toolItem(name: string, args: string): void {
    const { items, send } = this.#links;
    const id = this.#links.id('item');
    const callId = this.#links.id('call');
    const output_index = this.#output.length;
    const wire = { id, object: 'realtime.item', type: 'function_call', name, call_id: callId };
    const place = { response_id: this.id, item_id: id, output_index, call_id: callId };
    const previous_item_id = items.insert({
      id,
      role: 'tool-call',
      text: `${name} ${args}`,
      audioMs: 0,
      callId,
    });
    const open = { ...wire, arguments: '', status: 'in_progress' };
    send({ type: 'response.output_item.added', response_id: this.id, output_index, item: open });
    send({ type: 'conversation.item.added', previous_item_id, item: open });
    send({ type: 'response.function_call_arguments.delta', ...place, delta: args });
    send({ type: 'response.function_call_arguments.done', ...place, name, arguments: args });
    const whole = { ...wire, arguments: args, status: 'completed' };
    send({ type: 'response.output_item.done', response_id: this.id, output_index, item: whole });
    send({ type: 'conversation.item.done', item: whole });
    this.#used.text += textTokens(args);
    this.#output.push(whole);
  }

  #encode(mulaw: Uint8Array): string {
    const pcm = this.#links.state.audio.output.format?.type === 'audio/pcm';
    return pcm ? toPcm24(mulaw).toString('base64') : Buffer.from(mulaw).toString('base64');
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#links.options.clock.after(ms, resolve);
      this.#pause = { timer, wake: resolve };
    });
  }

  #wire(status: Status | 'in_progress'): Record<string, unknown> {
    const over = status !== 'in_progress';
    return {
      id: this.id,
      object: 'realtime.response',
      status,
      status_details: this.#details(status),
      output: this.#output,
      output_modalities: this.#links.state.output_modalities,
      usage: over ? this.#usage() : null,
    };
  }

  #details(status: Status | 'in_progress'): Record<string, unknown> | null {
    if (status === 'cancelled') return { type: 'cancelled', reason: this.#cancelled };
    if (status !== 'failed') return null;
    const code = this.#links.failure ?? 'server_error';
    return { type: 'failed', error: { type: code, code, message: 'The response failed.' } };
  }

  #usage(): Record<string, unknown> {
    const { cached } = this.#links;
    const taken = this.#taken;
    const known = { text: Math.min(cached.text, taken.text), audio: Math.min(cached.audio, taken.audio) };
    const input = taken.text + taken.audio;
    const output = this.#used.text + this.#used.audio;
    return {
      total_tokens: input + output,
      input_tokens: input,
      output_tokens: output,
      input_token_details: {
        text_tokens: taken.text,
        audio_tokens: taken.audio,
        image_tokens: 0,
        cached_tokens: known.text + known.audio,
        cached_tokens_details: { text_tokens: known.text, audio_tokens: known.audio, image_tokens: 0 },
      },
      output_token_details: { text_tokens: this.#used.text, audio_tokens: this.#used.audio },
    };
  }
}

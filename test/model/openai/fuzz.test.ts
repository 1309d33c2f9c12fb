import { expect, test } from 'vitest';
import type { ModelEvent } from '../../../server/model/engine.ts';
import { Dialogue } from '../../../server/model/openai/dialogue.ts';
import { sessionUpdate } from '../../../server/model/openai/session-update.ts';
import { TextVoice } from '../../../server/model/openai/text-voice.ts';
import { ManualClock } from '../../manual-clock.ts';
import { aSpec } from './harness.ts';

const on = {
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
};
const usage = {
  input_tokens: 9,
  output_tokens: 3,
  input_token_details: { text_tokens: 5, audio_tokens: 4, cached_tokens_details: { text_tokens: 1 } },
  output_token_details: { text_tokens: 1, audio_tokens: 2 },
};
const SEEDS = [
  { type: 'session.created', event_id: 'event_1', session: {} },
  { type: 'session.updated', event_id: 'event_1', session: {} },
  { type: 'error', error: { type: 'invalid_request_error', code: 'odd', message: 'No.', event_id: 'ask_1' } },
  { type: 'input_audio_buffer.speech_started', audio_start_ms: 10, item_id: 'item_2' },
  { type: 'input_audio_buffer.speech_stopped', audio_end_ms: 900, item_id: 'item_2' },
  { type: 'conversation.item.added', previous_item_id: null, item: { id: 'item_2' } },
  { type: 'conversation.item.input_audio_transcription.delta', item_id: 'item_2', delta: 'he' },
  {
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'item_2',
    transcript: 'hello',
    usage: { type: 'duration', seconds: 1 },
  },
  { type: 'conversation.item.input_audio_transcription.failed', item_id: 'item_2', error: {} },
  { type: 'response.created', response: { id: 'resp_1' } },
  { type: 'response.output_audio.delta', ...on, delta: 'AAAA' },
  { type: 'response.output_audio.done', ...on },
  { type: 'response.output_audio_transcript.delta', ...on, delta: 'hi. ' },
  { type: 'response.output_audio_transcript.done', ...on, transcript: 'hi. ' },
  { type: 'response.output_text.delta', ...on, delta: 'hi. ' },
  { type: 'response.output_text.done', ...on, text: 'hi. ' },
  { type: 'response.function_call_arguments.done', ...on, call_id: 'call_1', name: 'x', arguments: '{}' },
  { type: 'response.done', response: { id: 'resp_1', status: 'completed', usage } },
];

const VALUES = [null, true, -1, 0, 1e308, '', 'x', '\u0000', '__proto__', [], [[]], {}, { id: null }];

/** A small generator of its own (mulberry32), so that a failing run can be repeated by its seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutated(seed: unknown, pick: (below: number) => number): string {
  if (pick(3) === 0) {
    const text = JSON.stringify(seed);
    const at = pick(text.length);
    const cut = [
      text.slice(0, at),
      text.slice(0, at) + text.slice(at + 1 + pick(9)),
      `${text}${text.slice(at)}`,
    ];
    return cut[pick(3)] ?? '';
  }
  const copy = structuredClone(seed);
  let part = copy as Record<string, unknown>;
  for (let depth = pick(3); depth > 0; depth -= 1) {
    const inner = Object.values(part).filter((value) => typeof value === 'object' && value !== null);
    if (inner.length === 0) break;
    part = inner[pick(inner.length)] as Record<string, unknown>;
  }
  const keys = Object.keys(part);
  const key = keys[pick(keys.length)] ?? 'new';
  if (pick(3) === 0) delete part[key];
  else part[key] = VALUES[pick(VALUES.length)];
  return JSON.stringify(copy);
}

test.each(['audio', 'text'] as const)('100,000 mutated events in %s crash nothing', (mode) => {
  const pick = random(7);
  const events: ModelEvent[] = [];
  let ignored = 0;
  const emit = (event: ModelEvent): void => {
    if (events.length < 1000) events.push(event);
  };
  const spec = aSpec(mode === 'text' ? 'fable' : 'marin');
  const settings = {
    apiKey: 'k',
    baseUrl: null,
    realtimeModel: 'm',
    transcriptionModel: 't',
    speechModel: 's',
  };
  const make = () =>
    new Dialogue({
      history: [],
      clock: new ManualClock(),
      configuration: sessionUpdate(spec, settings, 'c'),
      voice:
        mode === 'text'
          ? new TextVoice({ synthesize: async () => (async function* () {})(), emit, onError: () => {} })
          : null,
      send: () => {},
      emit,
      onConfigured: () => {},
      onFatal: () => {},
      onIgnored: () => {
        ignored += 1;
      },
    });
  let dialogue = make();
  for (let run = 0; run < 100_000; run += 1) {
    if (run % 5000 === 0) dialogue = make();
    const seed = SEEDS[pick(SEEDS.length)];
    dialogue.receive(pick(4) === 0 ? JSON.stringify(seed) : mutated(seed, pick));
    if (run % 50 === 0) dialogue.truncate('item_1', pick(2000) - 10, 'hi');
    if (run % 70 === 0) dialogue.say('Hello.');
    if (run % 90 === 0) dialogue.cancel();
  }
  expect(ignored).toBeGreaterThan(1000);
  expect(events.length).toBe(1000);
});

import { describe, expect, test } from 'vitest';
import type { ModelEvent } from '../../../server/model/engine.ts';
import { Dialogue } from '../../../server/model/openai/dialogue.ts';
import { sessionUpdate } from '../../../server/model/openai/session-update.ts';
import { ManualClock } from '../../manual-clock.ts';
import { aSpec } from './harness.ts';

const SETTINGS = {
  apiKey: 'k',
  baseUrl: null,
  realtimeModel: 'm',
  transcriptionModel: 't',
  speechModel: 's',
};
const on = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
const audio = { type: 'response.output_audio.delta', ...on, delta: 'AAAA'.repeat(400) };
const words = { type: 'response.output_audio_transcript.delta', ...on, delta: 'Good day. ' };
const speech = { type: 'input_audio_buffer.speech_started', audio_start_ms: 10, item_id: 'item_9' };

/** The rules alone: what the server would say goes in, what would be sent and told comes out. */
function start(onEvent: (event: ModelEvent, dialogue: Dialogue) => void = () => {}) {
  const clock = new ManualClock();
  const sent: { type: string }[] = [];
  const told: ModelEvent[] = [];
  const dialogue: Dialogue = new Dialogue({
    history: [],
    clock,
    configuration: sessionUpdate(aSpec(), SETTINGS, 'configuration'),
    voice: null,
    send: (event) => sent.push(event),
    emit: (event) => {
      told.push(event);
      onEvent(event, dialogue);
    },
    onConfigured: () => {},
    onFatal: () => {},
    onIgnored: () => {},
  });
  const receive = (...events: object[]): void => {
    for (const event of events) dialogue.receive(JSON.stringify(event));
  };
  receive({ type: 'session.updated' });
  return { dialogue, clock, sent, told, receive };
}

describe('the rules of a conversation', () => {
  test('what is still on its way of an interrupted answer is dropped, also in items not yet begun', () => {
    const { told, receive } = start();
    receive({ type: 'response.created', response: { id: 'resp_1' } }, words, audio, speech);
    const before = told.length;
    receive(audio, words, { ...audio, item_id: 'item_2' }, { ...words, item_id: 'item_2' });
    expect(told).toHaveLength(before);
    receive({ type: 'response.output_audio_transcript.done', ...on, transcript: 'Good day. And more.' });
    expect(told.at(-1)).toMatchObject({ type: 'agent-text', text: 'Good day. ', final: true });
  });

  test('the server’s own cancelling is not doubled when the listener cancels at once', () => {
    const { sent, receive } = start((event, dialogue) => {
      if (event.type !== 'speech-started') return;
      dialogue.truncate('item_1', 100, 'Good');
      dialogue.cancel();
    });
    receive({ type: 'response.created', response: { id: 'resp_1' } }, audio, speech);
    expect(sent.map((event) => event.type)).toEqual(['conversation.item.truncate']);
  });

  test('after a cancel of ours too, nothing more of that answer is passed on', () => {
    const { dialogue, sent, told, receive } = start();
    receive({ type: 'response.created', response: { id: 'resp_1' } }, audio);
    dialogue.cancel();
    const before = told.length;
    receive(audio, words);
    expect(told).toHaveLength(before);
    expect(sent).toEqual([{ type: 'response.cancel', response_id: 'resp_1' }]);
  });

  test('when no answer to the caller begins, what waits is said after two seconds', () => {
    const { dialogue, clock, sent, receive } = start();
    receive(speech);
    dialogue.say('Are you still there?');
    receive({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: 900, item_id: 'item_9' });
    clock.advance(1999);
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toMatchObject([{ type: 'response.create' }]);
  });

  test('keys pressed before the caller speaks are told first, and leave the answer to the server', () => {
    const { dialogue, clock, sent, receive } = start();
    dialogue.appendDigit('5');
    receive(speech);
    clock.advance(10_000);
    expect(sent.map((event) => event.type)).toEqual(['conversation.item.create']);
  });

  test('a tool call whose arguments can’t be read goes back to the model, and one that repeats is told once', () => {
    const { sent, told, receive } = start();
    const call = {
      type: 'response.function_call_arguments.done',
      ...on,
      call_id: 'call_1',
      name: 'take_message',
      arguments: '{"text": "unfinish',
    };
    receive(call);
    expect(told).toEqual([]);
    expect(sent.map((event) => event.type)).toEqual(['conversation.item.create', 'response.create']);
    const good = { ...call, call_id: 'call_2', arguments: '{}' };
    receive(good, good);
    expect(told).toEqual([{ type: 'tool-call', callId: 'call_2', name: 'take_message', arguments: {} }]);
  });

  test('two tools called at once are answered once, when both results are there', () => {
    const { dialogue, sent, receive } = start();
    receive({ type: 'response.created', response: { id: 'resp_1' } });
    for (const call_id of ['call_1', 'call_2'])
      receive({
        type: 'response.function_call_arguments.done',
        ...on,
        call_id,
        name: 'look_up',
        arguments: '',
      });
    dialogue.toolResult('call_1', { a: 1 });
    receive({ type: 'response.done', response: { id: 'resp_1', status: 'completed' } });
    expect(sent.filter((event) => event.type === 'response.create')).toEqual([]);
    dialogue.toolResult('call_2', null);
    dialogue.toolResult('call_3', { unknown: true });
    expect(sent.map((event) => event.type)).toEqual([
      'conversation.item.create',
      'conversation.item.create',
      'response.create',
    ]);
  });

  test('a transcription that fails leaves the words known so far', () => {
    const { told, receive } = start();
    const name = 'conversation.item.input_audio_transcription';
    receive({ type: `${name}.delta`, item_id: 'item_9', delta: 'I would like' });
    receive({ type: `${name}.failed`, item_id: 'item_9', error: {} });
    expect(told).toMatchObject([
      { type: 'caller-text', final: false },
      { type: 'caller-text', text: 'I would like', final: true },
      { type: 'warning', code: 'transcription_failed' },
    ]);
  });

  test('without a figure of the server, transcribed seconds are those of the speech', () => {
    const { told, receive } = start();
    receive(speech, { type: 'input_audio_buffer.speech_stopped', audio_end_ms: 2510, item_id: 'item_9' });
    receive({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: 'item_9',
      transcript: 'hello',
      usage: { type: 'tokens', input_tokens: 5 },
    });
    expect(told.at(-1)).toEqual({ type: 'usage', usage: { transcribedSeconds: 2.5 } });
  });

  test('a failed answer for want of quota ends the conversation; for a rate limit it does not', () => {
    const failed = (code: string) => ({
      type: 'response.done',
      response: { id: 'resp_1', status: 'failed', status_details: { type: 'failed', error: { code } } },
    });
    const { told, receive } = start();
    receive(failed('rate_limit_exceeded'));
    expect(told).toEqual([{ type: 'response-done', status: 'failed' }]);
    receive(failed('insufficient_quota'));
    expect(told).toHaveLength(1);
  });
});

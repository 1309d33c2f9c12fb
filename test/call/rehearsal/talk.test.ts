import { beforeEach, describe, expect, it } from 'vitest';
import { RehearsalTalk } from '../../../server/call/rehearsal/talk.ts';
import type { ConversationSpec } from '../../../server/model/engine.ts';
import { ManualClock } from '../../manual-clock.ts';
import { type ScriptedConversation, ScriptedEngine } from '../../scripted-engine.ts';

const sound = (bytes: number[]) => Buffer.from(bytes).toString('base64');

let clock: ManualClock;
let model: ScriptedConversation;
let talk: RehearsalTalk;

function begin(over: { answersTools?: boolean } = {}) {
  const engine = new ScriptedEngine();
  clock = new ManualClock();
  talk = new RehearsalTalk({
    engine: Object.assign(engine, { capabilities: { ...engine.capabilities, ...over } }),
    // The scripted engine reads nothing of it.
    spec: {} as ConversationSpec,
    clock,
    toolAnswer: (name) => ({ error: `${name} was not run` }),
  });
  model = engine.last;
}
beforeEach(() => begin());

describe('an answer', () => {
  it('is all that was said to the line, with its sound', async () => {
    const answer = talk.answer('Are you open?');
    expect(model.typed).toEqual(['Are you open?']);
    model.emit({ type: 'response-started' });
    model.emit({ type: 'agent-text', itemId: 'a', text: 'We are', final: false });
    model.emit({ type: 'audio', itemId: 'a', payload: sound([1, 2]) });
    model.emit({ type: 'agent-text', itemId: 'a', text: 'We are open. ', final: true });
    model.emit({ type: 'agent-text', itemId: 'b', text: 'Come by!', final: true });
    model.emit({ type: 'audio', itemId: 'b', payload: sound([3]) });
    model.emit({ type: 'usage', usage: { textOutputTokens: 7 } });
    model.emit({ type: 'response-done', status: 'completed' });
    expect(await answer).toEqual({
      text: 'We are open. Come by!',
      tools: [],
      sound: Buffer.from([1, 2, 3]),
    });
    expect(talk.usage).toMatchObject({ textOutputTokens: 7 });
    expect(clock.pending).toBe(0);
  });

  it('goes on after tools, which are told that they were not run', async () => {
    const answer = talk.answer('Book me in.');
    model.emit({ type: 'response-started' });
    model.emit({ type: 'agent-text', itemId: 'a', text: 'One moment.', final: true });
    model.emit({ type: 'tool-call', callId: '1', name: 'book', arguments: {} });
    model.emit({ type: 'tool-call', callId: '2', name: 'remember_name', arguments: {} });
    expect(model.results.size).toBe(0);
    model.emit({ type: 'response-done', status: 'completed' });
    expect([...model.results]).toEqual([
      ['1', { error: 'book was not run' }],
      ['2', { error: 'remember_name was not run' }],
    ]);
    clock.advance(5_000);
    model.speak('b', 'I could not do that.', sound([4]));
    expect(await answer).toMatchObject({
      text: 'One moment. I could not do that.',
      tools: ['book', 'remember_name'],
    });
  });

  it('is over when the agent hangs up, which it is let do', async () => {
    const answer = talk.answer('Goodbye.');
    model.emit({ type: 'tool-call', callId: '1', name: 'end_call', arguments: {} });
    model.emit({ type: 'response-done', status: 'completed' });
    expect(await answer).toMatchObject({ text: '', tools: ['end_call'] });
    expect([...model.results]).toEqual([['1', null]]);
  });

  it('of an engine that need not go on after a tool is over soon', async () => {
    begin({ answersTools: false });
    const answer = talk.answer('I am Ann.');
    model.emit({ type: 'agent-text', itemId: 'a', text: 'Hello Ann.', final: true });
    model.emit({ type: 'tool-call', callId: '1', name: 'remember_name', arguments: {} });
    model.emit({ type: 'response-done', status: 'completed' });
    clock.advance(250);
    expect((await answer).text).toBe('Hello Ann.');
    expect(clock.pending).toBe(0);
  });

  it('follows the one before', async () => {
    talk.noteSaid('Welcome.');
    const first = talk.answer('One.');
    model.speak('a', 'First.', sound([1]));
    await first;
    model.emit({ type: 'agent-text', itemId: 'a', text: 'Too late.', final: true });
    const second = talk.answer('Two.');
    model.speak('b', 'Second.', sound([2]));
    expect(await second).toMatchObject({ text: 'Second.', sound: Buffer.from([2]) });
    expect(model.noted).toEqual([{ itemId: 'rehearsed', text: 'Welcome.' }]);
  });
});

describe('no answer', () => {
  const refusal = (message: string) => ({
    code: 'upstream-failed',
    message: expect.stringContaining(message),
  });

  it('comes of a model that says nothing for half a minute', async () => {
    const answer = talk.say('Hello.');
    expect(model.said).toEqual(['Hello.']);
    clock.advance(30_000);
    await expect(answer).rejects.toMatchObject(refusal('did not answer in time'));
    expect(model.closed).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('comes of one that fails, in its words, also when that was before the line', async () => {
    model.emit({ type: 'failed', failure: 'quota', message: 'The account is empty.' });
    await expect(talk.answer('Hello?')).rejects.toMatchObject(refusal('The account is empty.'));
  });

  it('comes of one that can’t make it', async () => {
    const answer = talk.answer('Hello?');
    model.emit({ type: 'response-started' });
    model.emit({ type: 'response-done', status: 'failed' });
    await expect(answer).rejects.toMatchObject(refusal('could not make an answer'));
  });

  it('comes once it is closed', async () => {
    const answer = talk.answer('Hello?');
    talk.close();
    talk.close();
    await expect(answer).rejects.toMatchObject({ code: 'unavailable' });
    expect([model.closed, clock.pending]).toEqual([1, 0]);
  });
});

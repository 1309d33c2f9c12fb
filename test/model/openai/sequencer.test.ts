import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ResponseSequencer } from '../../../server/model/openai/sequencer.ts';

const ANSWER = { kind: 'answer', response: {} } as const;
const say = (text: string) => ({ kind: 'say', response: { instructions: text } }) as const;

function start() {
  const sent: { type: string; event_id?: string }[] = [];
  const sequencer = new ResponseSequencer((event) => sent.push(event));
  const asked = () => sent.filter((event) => event.type === 'response.create');
  return { sequencer, sent, asked };
}

describe('the response sequencer', () => {
  test('asks at once when nothing is going on, then waits for the end', () => {
    const { sequencer, asked } = start();
    sequencer.request(ANSWER);
    sequencer.request(say('one'));
    expect(asked()).toHaveLength(1);
    sequencer.created('a');
    expect(asked()).toHaveLength(1);
    sequencer.done();
    expect(asked()).toHaveLength(2);
  });

  test('waits while the caller speaks, and leaves the answer to the server', () => {
    const { sequencer, asked } = start();
    sequencer.created('own');
    sequencer.request(ANSWER);
    sequencer.callerStarted();
    sequencer.done();
    sequencer.callerStopped();
    expect(asked()).toEqual([]);
    sequencer.created('own 2');
    sequencer.done();
    expect(asked()).toEqual([]);
  });

  test('when the server starts none of its own, goes on', () => {
    const { sequencer, asked } = start();
    sequencer.callerStarted();
    sequencer.request(say('still here'));
    sequencer.callerStopped();
    expect(asked()).toEqual([]);
    sequencer.stopAwaiting();
    expect(asked()).toHaveLength(1);
  });

  test('what was to be answered while the caller spoke is seen by the server’s own answer, and not answered twice', () => {
    const { sequencer, asked } = start();
    sequencer.callerStarted();
    sequencer.request(ANSWER);
    sequencer.request(say('later'));
    sequencer.callerStopped();
    sequencer.created('own');
    sequencer.done();
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toMatchObject({ response: { instructions: 'later' } });
  });

  test('what came up only after the caller’s turn is answered besides', () => {
    const { sequencer, asked } = start();
    sequencer.callerStarted();
    sequencer.request(ANSWER);
    sequencer.callerStopped();
    sequencer.request(ANSWER);
    sequencer.created('own');
    sequencer.done();
    expect(asked()).toHaveLength(1);
  });

  test('a response that begins while the caller speaks is withdrawn, and its words are said later', () => {
    const { sequencer, sent, asked } = start();
    sequencer.request(say('one'));
    sequencer.callerStarted();
    sequencer.created('late');
    expect(sent.at(-1)).toEqual({ type: 'response.cancel', response_id: 'late' });
    sequencer.done();
    sequencer.callerStopped();
    sequencer.created('own');
    sequencer.done();
    expect(asked()).toHaveLength(2);
  });

  test('cancels what was asked for as soon as it exists', () => {
    const { sequencer, sent } = start();
    sequencer.request(ANSWER);
    sequencer.cancel();
    expect(sent).toHaveLength(1);
    sequencer.created('a');
    expect(sent.at(-1)).toEqual({ type: 'response.cancel', response_id: 'a' });
  });

  test('a refusal of something else changes nothing', () => {
    const { sequencer, asked } = start();
    sequencer.request(ANSWER);
    expect(sequencer.refused('elsewhere', 'conversation_already_has_active_response')).toBe('other');
    expect(sequencer.refused(asked()[0]?.event_id ?? '', 'invalid_value')).toBe('lost');
    sequencer.request(ANSWER);
    expect(asked()).toHaveLength(2);
  });

  test('whatever happens, it never asks while a response is active or the caller speaks', () => {
    const step = fc.constantFrom(
      'answer',
      'say',
      'created',
      'done',
      'refused',
      'start',
      'stop',
      'await',
      'cancel',
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let active = false;
        let speaking = false;
        let waiting = '';
        let broken = false;
        const sequencer = new ResponseSequencer((event) => {
          if (event.type !== 'response.create') {
            broken ||= !active;
            return;
          }
          broken ||= active || speaking || waiting !== '';
          waiting = event.event_id ?? '';
        });
        const act: Record<string, () => void> = {
          answer: () => sequencer.request(ANSWER),
          say: () => sequencer.request(say('x')),
          created: () => {
            if (active) return;
            active = true;
            sequencer.created('r');
            waiting = '';
          },
          done: () => {
            if (!active) return;
            active = false;
            sequencer.done();
          },
          refused: () => {
            const id = waiting;
            waiting = '';
            sequencer.refused(id, active ? 'conversation_already_has_active_response' : 'invalid_value');
          },
          start: () => {
            speaking = true;
            sequencer.callerStarted();
          },
          stop: () => {
            speaking = false;
            sequencer.callerStopped();
          },
          await: () => sequencer.stopAwaiting(),
          cancel: () => sequencer.cancel(),
        };
        for (const name of steps) act[name]?.();
        expect(broken).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  type BridgeAction,
  type BridgeEvent,
  createBridge,
  finish,
  heardPart,
  step,
} from '../../server/call/bridge.ts';

/** Base64 mu-law of that many milliseconds. */
const audio = (ms: number): string => Buffer.alloc(ms * 8, 0x55).toString('base64');

function bridge(truncates = true) {
  const state = createBridge(0, {
    reportsSpeechStart: true,
    truncates,
    mindsSilence: false,
    answersTools: true,
  });
  return {
    state,
    at(nowMs: number, event: BridgeEvent): BridgeAction[] {
      return step(state, event, nowMs);
    },
  };
}

const says = (itemId: string, text: string, final = true): BridgeEvent => ({
  type: 'agent-text',
  itemId,
  text,
  final,
});
const only = <K extends BridgeAction['do']>(actions: BridgeAction[], kind: K) =>
  actions.filter((action): action is Extract<BridgeAction, { do: K }> => action.do === kind);

describe('media bridge', () => {
  it('sends each piece of audio as it came, and a mark of its own behind every 200 ms', () => {
    const { at } = bridge();
    const first = at(0, { type: 'audio', itemId: 'a', payload: audio(100) });
    const second = at(1, { type: 'audio', itemId: 'a', payload: audio(100) });
    const third = at(2, { type: 'audio', itemId: 'a', payload: audio(200) });
    expect(only(first, 'send-audio')).toEqual([{ do: 'send-audio', payload: audio(100) }]);
    expect(only(first, 'send-mark')).toEqual([]);
    expect(second.map((action) => action.do)).toEqual(['send-audio', 'send-mark']);
    expect(only(third, 'send-mark')).not.toEqual(only(second, 'send-mark'));
    expect(only(third, 'send-mark')).toHaveLength(1);
  });

  it('sends a mark behind the last audio, however its answer ends', () => {
    for (const end of [
      { type: 'audio-done', itemId: 'a' },
      { type: 'response-done', status: 'failed' },
    ] satisfies BridgeEvent[]) {
      const { at, state } = bridge();
      at(0, { type: 'audio', itemId: 'a', payload: audio(60) });
      const [mark] = only(at(10, end), 'send-mark');
      at(60, { type: 'mark', name: mark!.mark });
      expect(state.agentState).toBe('listening');
    }
  });

  it('learns the way to the carrier by a mark into silence', () => {
    const { at, state } = bridge();
    const [probe] = only(at(0, { type: 'joined' }), 'send-mark');
    const [mark] = only(at(0, { type: 'audio', itemId: 'a', payload: audio(400) }), 'send-mark');
    at(0, { type: 'audio', itemId: 'a', payload: audio(400) });
    at(100, { type: 'mark', name: probe!.mark });
    expect(state.agentState).toBe('speaking');
    at(500, { type: 'mark', name: mark!.mark });
    expect(only(at(600, { type: 'speech-started' }), 'truncate')[0]?.heardMs).toBe(600);
    expect(only(at(900, { type: 'speech-stopped' }), 'send-mark')).toHaveLength(1);
  });

  it('writes down a line once it was heard to its end', () => {
    const { at } = bridge();
    const [sent] = only(at(100, { type: 'audio', itemId: 'a', payload: audio(1_000) }), 'send-mark');
    expect(only(at(110, says('a', 'Good morning.')), 'turn')).toEqual([]);
    expect(only(at(120, { type: 'audio-done', itemId: 'a' }), 'turn')).toEqual([]);
    expect(only(at(1_100, { type: 'mark', name: sent!.mark }), 'turn')).toEqual([
      { do: 'turn', turn: { role: 'agent', text: 'Good morning.', atMs: 100 } },
    ]);
  });

  it('on barge-in clears the carrier and truncates the model at what was heard', () => {
    const { at } = bridge();
    at(0, { type: 'audio', itemId: 'a', payload: audio(2_000) });
    at(0, says('a', 'one two three four five six seven eight nine ten'));
    at(0, { type: 'audio-done', itemId: 'a' });
    const actions = at(1_000, { type: 'speech-started' });
    expect(actions[0]).toEqual({ do: 'clear' });
    expect(only(actions, 'truncate')).toEqual([
      { do: 'truncate', itemId: 'a', heardMs: 1_000, heardText: 'one two three four five' },
    ]);
    expect(only(actions, 'turn')[0]?.turn).toEqual({
      role: 'agent',
      text: 'one two three four five',
      atMs: 0,
      interrupted: true,
    });
  });

  it('truncates each item of one answer by itself', () => {
    const { at } = bridge();
    at(0, { type: 'audio', itemId: 'a', payload: audio(300) });
    at(0, { type: 'audio', itemId: 'b', payload: audio(600) });
    const truncated = only(at(500, { type: 'speech-started' }), 'truncate');
    expect(truncated.map(({ itemId, heardMs }) => [itemId, heardMs])).toEqual([
      ['a', 300],
      ['b', 200],
    ]);
  });

  it('drops what still comes of an item that was cut', () => {
    const { at } = bridge();
    at(0, { type: 'audio', itemId: 'a', payload: audio(400) });
    at(100, { type: 'speech-started' });
    expect(at(110, { type: 'audio', itemId: 'a', payload: audio(400) })).toEqual([]);
    expect(only(at(120, says('a', 'late words')), 'draft')).toEqual([]);
    expect(only(at(130, { type: 'audio', itemId: 'b', payload: audio(20) }), 'send-audio')).toHaveLength(1);
  });

  it('does nothing to the carrier when the caller speaks into silence', () => {
    const { at } = bridge();
    const actions = at(0, { type: 'speech-started' });
    expect(only(actions, 'clear')).toEqual([]);
    expect(only(actions, 'truncate')).toEqual([]);
  });

  it('does not tell an engine that cannot truncate', () => {
    const { at } = bridge(false);
    at(0, { type: 'audio', itemId: 'a', payload: audio(400) });
    const actions = at(100, { type: 'speech-started' });
    expect(only(actions, 'clear')).toHaveLength(1);
    expect(only(actions, 'truncate')).toEqual([]);
  });

  it("puts the caller's words at the time they were begun, even when they are known late", () => {
    const { at } = bridge();
    at(1_000, { type: 'speech-started' });
    at(1_800, { type: 'speech-stopped' });
    at(2_000, { type: 'audio', itemId: 'a', payload: audio(400) });
    const actions = at(2_500, { type: 'caller-text', utteranceId: 'u', text: ' Hello? ', final: true });
    expect(only(actions, 'turn')).toEqual([
      { do: 'turn', turn: { role: 'caller', text: 'Hello?', atMs: 1_000 } },
    ]);
  });

  it('keeps drafts of one utterance at one time, and says nothing of an empty one', () => {
    const { at } = bridge();
    at(500, { type: 'speech-started' });
    const draft = only(
      at(700, { type: 'caller-text', utteranceId: 'u', text: 'my na', final: false }),
      'draft',
    );
    expect(draft).toEqual([{ do: 'draft', role: 'caller', text: 'my na', atMs: 500 }]);
    expect(only(at(900, { type: 'caller-text', utteranceId: 'u', text: '', final: true }), 'turn')).toEqual(
      [],
    );
  });

  it('tells whether the agent listens, thinks or speaks', () => {
    const { at } = bridge();
    const states = (actions: BridgeAction[]) => only(actions, 'state').map((action) => action.state);
    expect(states(at(0, { type: 'speech-started' }))).toEqual([]);
    expect(states(at(500, { type: 'speech-stopped' }))).toEqual(['thinking']);
    const speaking = at(700, { type: 'audio', itemId: 'a', payload: audio(200) });
    expect(states(speaking)).toEqual(['speaking']);
    expect(only(speaking, 'answered')).toEqual([{ do: 'answered', afterMs: 200 }]);
    const mark = only(speaking, 'send-mark')[0]!.mark;
    expect(states(at(900, { type: 'mark', name: mark }))).toEqual(['listening']);
  });

  it('hangs up only after the last words were heard', () => {
    const { at } = bridge();
    at(0, { type: 'response-started' });
    const [sent] = only(at(0, { type: 'audio', itemId: 'a', payload: audio(500) }), 'send-mark');
    at(0, { type: 'audio-done', itemId: 'a' });
    expect(only(at(10, { type: 'hang-up' }), 'hang-up')).toEqual([]);
    expect(only(at(20, { type: 'response-done', status: 'completed' }), 'hang-up')).toEqual([]);
    expect(only(at(500, { type: 'mark', name: sent!.mark }), 'hang-up')).toHaveLength(1);
  });

  it('at the end writes down what was heard of the line being spoken', () => {
    const { at, state } = bridge();
    at(0, { type: 'audio', itemId: 'a', payload: audio(1_000) });
    at(0, says('a', 'We are open from nine to five'));
    const [turn] = only(finish(state, 400), 'turn');
    expect(turn?.turn).toMatchObject({ interrupted: true, text: 'We are open' });
  });

  it('cuts heard text at a word', () => {
    expect(heardPart('one two three', 500, 1_000)).toBe('one');
    expect(heardPart('one two three', 1_000, 1_000)).toBe('one two three');
    expect(heardPart('one two three', 0, 1_000)).toBe('');
    expect(heardPart('word', 500, 1_000)).toBe('');
  });
});

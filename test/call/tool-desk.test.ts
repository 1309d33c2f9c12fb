import { describe, expect, it } from 'vitest';
import type { CallTool, ToolContext, ToolEffect, ToolOutcome } from '../../server/call/call-tool.ts';
import { LONGEST_TOOL_MS, SLOW_TOOL_MS, ToolDesk } from '../../server/call/tool-desk.ts';
import { callerMessage } from '../../server/contracts/message.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { ManualClock } from '../manual-clock.ts';

/** A desk with one tool, `book`, whose outcome the test decides. */
function deskWith(
  run: CallTool['run'],
  apply: (effect: ToolEffect) => Promise<string | null> | string | null = () => null,
) {
  const clock = new ManualClock();
  const answers: [string, unknown][] = [];
  const used: { name: string; ok: boolean; tookMs: number }[] = [];
  let slow = 0;
  let idle = 0;
  const runs: string[] = [];
  const tool: CallTool = {
    spec: { name: 'book', description: 'Books.', parameters: { type: 'object' } },
    run: (args, context) => {
      runs.push(context.callId);
      return run(args, context);
    },
  };
  const desk = new ToolDesk({
    proven: [],
    clock,
    log: createLogger({ level: 'silent' }),
    tools: () => [tool],
    // The tool of this test looks at none of it.
    context: () => ({}) as ToolContext,
    elapsedMs: () => clock.monotonic(),
    answer: (callId, output) => void answers.push([callId, output]),
    apply: async (effect) => apply(effect),
    onUsed: (use) => void used.push(use),
    onSlow: () => {
      slow += 1;
    },
    onIdle: () => {
      idle += 1;
    },
  });
  const use = (callId: string, name = 'book'): void =>
    desk.handle({ type: 'tool-call', callId, name, arguments: {} });
  return { desk, clock, answers, used, runs, use, slow: () => slow, idle: () => idle };
}

/** Lets promises that are settled already be heard of. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const booked: ToolOutcome = { output: { reference: 'A1' }, receipts: ['booked'] };

describe('the tool desk', () => {
  it('answers with what the tool says, and keeps what it proves', async () => {
    const { answers, desk, idle, use, used } = deskWith(async () => booked);
    use('t1');
    expect(desk.isIdle).toBe(false);
    await settle();
    expect(answers).toEqual([['t1', { reference: 'A1' }]]);
    expect([...desk.receipts]).toEqual(['booked']);
    expect(used).toMatchObject([{ name: 'book', ok: true }]);
    expect([desk.isIdle, idle()]).toEqual([true, 1]);
  });

  it('makes a use that comes twice once, and answers both times the same', async () => {
    const { answers, runs, use } = deskWith(async () => booked);
    use('t1');
    use('t1');
    await settle();
    use('t1');
    await settle();
    expect(runs).toEqual(['t1']);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ['t1', { reference: 'A1' }]));
  });

  it('tells the caller of a slow tool, gives up on one that hangs, and proves nothing by it', async () => {
    let stopped = false;
    const { answers, clock, desk, slow, use, used } = deskWith(
      (_args, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            resolve(booked);
          });
        }),
    );
    use('t1');
    clock.advance(SLOW_TOOL_MS - 1);
    expect(slow()).toBe(0);
    clock.advance(1);
    expect(slow()).toBe(1);
    clock.advance(LONGEST_TOOL_MS - SLOW_TOOL_MS);
    await settle();
    expect(stopped).toBe(true);
    expect(answers).toEqual([['t1', { error: expect.stringContaining('took too long') }]]);
    expect([...desk.receipts]).toEqual([]);
    expect(used).toMatchObject([{ ok: false, tookMs: LONGEST_TOOL_MS }]);
  });

  it('refuses a tool that is not there, and says that one which throws did not work', async () => {
    const { answers, use } = deskWith(() => Promise.reject(new Error('secret detail')));
    use('t1', 'dial');
    use('t2');
    await settle();
    expect(answers).toEqual([
      ['t1', { error: expect.stringContaining('no such tool') }],
      ['t2', { error: expect.stringContaining('did not work') }],
    ]);
    expect(JSON.stringify(answers)).not.toContain('secret detail');
  });

  it('proves nothing where the effect could not be carried out', async () => {
    const { answers, desk, use } = deskWith(
      async () => ({ ...booked, effect: { effect: 'name', name: 'Bob' } }),
      () => 'The disk is full.',
    );
    use('t1');
    await settle();
    expect(answers).toEqual([['t1', { error: 'The disk is full.' }]]);
    expect([...desk.receipts]).toEqual([]);
  });

  it('stops tools at the end of the call and answers nobody any more', async () => {
    let signal: AbortSignal | undefined;
    const { answers, desk, use } = deskWith(async (_args, context) => {
      signal = context.signal;
      return booked;
    });
    use('t1');
    desk.close();
    await settle();
    expect(signal?.aborted).toBe(true);
    expect(answers).toEqual([]);
  });

  it('waits at the end of the call for what is being stored, however long, and not for a tool that hangs', async () => {
    let stored = (_refusal: null): void => undefined;
    const message: ToolEffect = {
      effect: 'message',
      message: callerMessage.parse({ name: null, text: 'Ring me.', atMs: 0 }),
    };
    const outcomes = [Promise.resolve({ ...booked, effect: message }), new Promise<never>(() => undefined)];
    const { clock, desk, use, used } = deskWith(
      (_args, { callId }) => outcomes[Number(callId)] ?? Promise.resolve(booked),
      () => new Promise<null>((resolve) => (stored = resolve)),
    );
    use('0');
    use('1');
    await settle();
    let isOver = false;
    const closed = desk.close().then(() => (isOver = true));
    clock.advance(1_000);
    await settle();
    expect(isOver).toBe(false);
    stored(null);
    await closed;
    expect(used.map(({ ok }) => ok)).toContain(true);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import type { CallTool, ToolContext, ToolOutcome } from '../../server/call/call-tool.ts';
import { createMemoryTools } from '../../server/call/tools/memory.ts';
import type { AgentSettings } from '../../server/contracts/agent.ts';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import { Memories } from '../../server/memory/memories.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';

const DANA = '+15551234567';
const RECEIPT = '0123456789';
const DAY_MS = 86_400_000;
const scope = tenantScope(1);
const memoryPolicy = { keepDays: null, sensitive: ['diagnosis'], check: 'What is your dog called?' };
const settings: AgentSettings = { ...BUILT_IN_AGENT, memoryPolicy };

let clock: ManualClock;
let store: MemoryStore;
let memories: Memories;
let reserved: unknown[];

beforeEach(async () => {
  clock = new ManualClock();
  store = new MemoryStore();
  memories = new Memories({ store, clock, publish: () => {} });
  reserved = [];
  await memories.patch(scope, DANA, {
    profile: { name: 'Dana', checkAnswer: 'Rex' },
    facts: [
      { text: 'Has two dogs' },
      { text: 'Waits for a diagnosis' },
      { text: 'Owes 50', sensitive: true },
    ],
  });
});

const forgetting = {
  async reserve(...wish: unknown[]) {
    reserved.push(wish);
    return RECEIPT;
  },
};

/** The tools of one call. */
async function inCall(from = DANA, given: AgentSettings = settings) {
  const memory: CallerMemory | null = await memories.recall(scope, from);
  const tools = createMemoryTools({ memories, forgetting }, { settings: given, memory });
  const use = (name: string, args: unknown, atMs = 0): Promise<ToolOutcome> => {
    const tool: CallTool | undefined = tools.find(({ spec }) => spec.name === name);
    if (!tool) throw new Error(`There is no tool ${name}.`);
    // The tools use no more of the context than this.
    const context = { scope, settings: given, memory, record: { callSid: 'CA1', from }, atMs } as ToolContext;
    return tool.run(args, context);
  };
  return { names: tools.map(({ spec }) => spec.name), tools, use };
}

describe('checking who is calling', () => {
  const wrong = { verified: false, note: expect.any(String) };

  it('gives what was held back, and nothing else, for the right answer', async () => {
    const { use } = await inCall();
    expect((await use('verify_caller', { answer: 'rex.' })).output).toEqual({
      verified: true,
      note: expect.any(String),
      remembered: {
        preferences: [],
        facts: ['Waits for a diagnosis', 'Owes 50'],
        openMatters: [],
        summaries: [],
      },
    });
  });

  it('answers the same to every wrong answer, and never names the right one', async () => {
    const { tools, use } = await inCall();
    const outputs = [];
    for (const answer of ['Max', 'Re', 'Rex or Max', 'rexx', 'Rex'])
      outputs.push(await use('verify_caller', { answer }));
    // The last one is right, and one too many.
    expect(new Set(outputs.map((output) => JSON.stringify(output))).size).toBe(1);
    expect(outputs[0]?.output).toEqual(wrong);
    expect(JSON.stringify([outputs, tools])).not.toMatch(/rex|diagnos|owes/i);
  });

  it('takes five wrong answers a day from one caller, over all calls', async () => {
    for (const answers of [
      ['a', 'b', 'c'],
      ['d', 'e', 'Rex'],
    ]) {
      const { use } = await inCall();
      for (const answer of answers) expect((await use('verify_caller', { answer })).output).toEqual(wrong);
    }
    expect((await (await inCall()).use('verify_caller', { answer: 'Rex' })).output).toEqual(wrong);
    clock.advance(DAY_MS);
    expect((await (await inCall()).use('verify_caller', { answer: 'Rex' })).output).toMatchObject({
      verified: true,
    });
  });

  it('counts an answer before it says whether it is right', async () => {
    const { use } = await inCall();
    store.failAfter(0);
    await expect(use('verify_caller', { answer: 'Max' })).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it.each([
    [
      'no check is defined',
      async () => inCall(DANA, { ...settings, memoryPolicy: { ...memoryPolicy, check: '' } }),
    ],
    ['nobody is known by the number', async () => inCall('+15550000001')],
    ['the number is withheld', async () => inCall('anonymous')],
    [
      'nobody has set the answer',
      async () => {
        await memories.patch(scope, DANA, { profile: { checkAnswer: null } });
        return inCall();
      },
    ],
    [
      'nothing is held back',
      async () => {
        await memories.patch(scope, DANA, { facts: [{ text: 'Has two dogs' }] });
        return inCall();
      },
    ],
  ])('is not offered where %s', async (_why, call) => {
    expect((await call()).names).toEqual(['remember_name', 'forget_me']);
  });

  it('never opens another tenant’s memory', async () => {
    const elsewhere = tenantScope(2);
    await memories.patch(elsewhere, DANA, { profile: { checkAnswer: 'Max' } });
    expect(await memories.passesCheck(scope, DANA, 'Max')).toBe(false);
    expect(await memories.passesCheck(elsewhere, DANA, 'Max')).toBe(true);
  });
});

describe('forgetting', () => {
  it('asks first, whatever the model says, and then once', async () => {
    const { use } = await inCall();
    expect(await use('forget_me', { confirmed: true }, 1_000)).toEqual({
      output: { deleted: false, ask: expect.stringContaining('yes') },
    });
    // Nobody can have been asked in so short a time.
    expect(await use('forget_me', { confirmed: true }, 1_200)).not.toHaveProperty('effect');
    expect(reserved).toEqual([]);
    expect(await use('forget_me', { confirmed: true }, 6_000)).toEqual({
      output: { deleted: true, receipt: RECEIPT, note: expect.any(String) },
      receipts: ['forgotten'],
      effect: { effect: 'forget' },
    });
    expect(reserved).toEqual([[scope, { callSid: 'CA1', from: DANA }]]);
  });

  it.each([[{ confirmed: false }], [{}], [null], [{ confirmed: 'true' }]])(
    'is not confirmed by %j, which takes an earlier question back',
    async (args) => {
      const { use } = await inCall();
      await use('forget_me', { confirmed: false }, 0);
      expect((await use('forget_me', args, 10_000)).output).toMatchObject({ deleted: false });
      expect((await use('forget_me', { confirmed: true }, 10_500)).output).toMatchObject({ deleted: false });
      expect(reserved).toEqual([]);
    },
  );

  it('says what it can not find of a caller without a number', async () => {
    const { use } = await inCall('anonymous');
    await use('forget_me', { confirmed: false }, 0);
    const { output } = await use('forget_me', { confirmed: true }, 10_000);
    expect(output).toMatchObject({ deleted: true, note: expect.stringContaining('withholds') });
  });

  it('is not said to be done when it can’t be noted', async () => {
    const failing = { reserve: () => Promise.reject(new Error('The disk is full.')) };
    const [, forgetMe] = createMemoryTools({ memories, forgetting: failing }, { settings, memory: null });
    // The tool uses no more of the context than this.
    const context = (atMs: number) =>
      ({ scope, record: { callSid: 'CA1', from: DANA }, atMs }) as ToolContext;
    await forgetMe?.run({ confirmed: true }, context(0));
    await expect(forgetMe?.run({ confirmed: true }, context(9_000))).rejects.toThrow('full');
  });
});

it('remembers a name, once it is one', async () => {
  const { use } = await inCall();
  expect(await use('remember_name', { name: ' Dee ' })).toMatchObject({
    effect: { effect: 'name', name: 'Dee' },
  });
  for (const args of [{ name: ' ' }, {}, null, { name: 'x'.repeat(121) }])
    expect((await use('remember_name', args)).output).toHaveProperty('error');
});

import { describe, expect, it } from 'vitest';
import type { CallTool, ToolContext } from '../../server/call/call-tool.ts';
import { createKnowledgeTools } from '../../server/call/tools/knowledge.ts';
import { longText, openKnowledge } from '../knowledge/house-of-knowledge.ts';

async function openTools() {
  const house = await openKnowledge();
  // Only what these tools look at of a call.
  const context = (callSid: string, used: string[] = []): ToolContext =>
    ({
      scope: house.mine,
      record: { callSid, tools: used.map((name) => ({ name })) },
    }) as unknown as ToolContext;
  const tools = createKnowledgeTools(house.knowledge, 'search');
  const tool = (name: string): CallTool => tools.find(({ spec }) => spec.name === name)!;
  return { ...house, context, search: tool('search_knowledge'), report: tool('report_unanswered') };
}

describe('the tools for knowledge', () => {
  it('are both there for large knowledge, and only the report where all stands in the instructions', async () => {
    const { knowledge } = await openTools();
    const names = (mode: 'inline' | 'search' | 'none') =>
      createKnowledgeTools(knowledge, mode).map(({ spec }) => spec.name);
    expect(names('search')).toEqual(['search_knowledge', 'report_unanswered']);
    expect(names('inline')).toEqual(['report_unanswered']);
    expect(names('none')).toEqual(['report_unanswered']);
  });

  it('search, cite by title, and say what to do with nothing', async () => {
    const { knowledge, mine, context, search } = await openTools();
    await knowledge.create(mine, {
      kind: 'text',
      title: 'About',
      text: `${longText()}\n\nWe ship to Norway.`,
    });
    const found = await search.run({ query: 'ship to Norway' }, context('CA1'));
    expect(found.output).toMatchObject({
      results: [{ title: 'About', text: /We ship to Norway/ }],
      note: /never an instruction/,
    });
    expect(found.effect).toBeUndefined();
    const nothing = await search.run({ query: 'zeppelin' }, context('CA1'));
    expect(nothing.output).toMatchObject({ results: [], note: /report_unanswered.*message/ });
    for (const args of [{}, null, { query: 5 }, { query: ' ' }])
      expect((await search.run(args, context('CA1'))).output).toHaveProperty('error');
    expect((await search.run({ query: 'norway '.repeat(5_000) }, context('CA1'))).output).toMatchObject({
      results: [{ title: 'About' }],
    });
  });

  it('note what could not be answered, ten times a call', async () => {
    const { knowledge, mine, context, report } = await openTools();
    const noted = await report.run({ question: 'Do you ship to Mars?' }, context('CA1'));
    expect(noted).toEqual({ output: { noted: true } });
    expect(await knowledge.gaps(mine)).toMatchObject([
      { question: 'Do you ship to Mars?', callSids: ['CA1'] },
    ]);
    const often = Array.from({ length: 10 }, () => 'report_unanswered');
    expect((await report.run({ question: 'And Venus?' }, context('CA1', often))).output).toHaveProperty(
      'error',
    );
    for (const args of [{}, { question: '' }, 'x'])
      expect((await report.run(args, context('CA2'))).output).toHaveProperty('error');
    expect(await knowledge.gaps(mine)).toHaveLength(1);
  });
});

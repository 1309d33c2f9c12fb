import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../server/knowledge/chunks.ts';
import { gapOf } from '../../server/knowledge/gaps.ts';
import { withoutNumbers } from '../../server/knowledge/without-numbers.ts';
import { sameAs } from '../../server/knowledge/words.ts';
import { openKnowledge } from './house-of-knowledge.ts';

/** Everything in the data folder, as text. */
async function onDisk(dataDir: string): Promise<string> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && file.name.includes('.json'))
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

describe('the list of what could not be answered', () => {
  it('merges questions that mean the same, and counts a call once', async () => {
    const { knowledge, mine, clock } = await openKnowledge();
    await knowledge.reportUnanswered(mine, 'Are dogs allowed?', 'CA1');
    await knowledge.reportUnanswered(mine, 'Are dogs allowed?', 'CA1');
    clock.advance(60_000);
    await knowledge.reportUnanswered(mine, 'do you  allow dogs', 'CA2');
    await knowledge.reportUnanswered(mine, 'Are cats allowed?', 'CA2');
    expect(await knowledge.gaps(mine)).toEqual([
      expect.objectContaining({ question: 'Are dogs allowed?', count: 2, callSids: ['CA1', 'CA2'] }),
      expect.objectContaining({ question: 'Are cats allowed?', count: 1, callSids: ['CA2'] }),
    ]);
    const [dogs] = await knowledge.gaps(mine);
    expect(Date.parse(dogs?.lastAt ?? '') - Date.parse(dogs?.firstAt ?? '')).toBe(60_000);
  });

  it('is shortened by answering: the question becomes knowledge', async () => {
    const { knowledge, mine } = await openKnowledge();
    await knowledge.reportUnanswered(mine, 'is there parking', 'CA1');
    const [gap] = await knowledge.gaps(mine);
    const item = await knowledge.answerGap(mine, gap?.id ?? '', {
      question: 'Is there parking?',
      answer: 'Yes.',
    });
    expect(item).toMatchObject({ kind: 'faq', title: 'Is there parking?', text: 'Yes.' });
    expect(await knowledge.gaps(mine)).toEqual([]);
    expect((await knowledge.brief(mine)).answers).toEqual([
      { question: 'Is there parking?', answer: 'Yes.' },
    ]);
    await expect(knowledge.answerGap(mine, gap?.id ?? '', { answer: 'No.' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is shortened by dismissing', async () => {
    const { knowledge, mine } = await openKnowledge();
    await knowledge.reportUnanswered(mine, 'What is the meaning of life?', 'CA1');
    const [gap] = await knowledge.gaps(mine);
    await knowledge.dismissGap(mine, gap?.id ?? '');
    expect(await knowledge.gaps(mine)).toEqual([]);
    expect((await knowledge.list(mine)).items).toEqual([]);
  });

  it('keeps 200 questions, those missed most', async () => {
    const { knowledge, mine, clock } = await openKnowledge();
    await knowledge.reportUnanswered(mine, 'question number 0', 'CA1');
    await knowledge.reportUnanswered(mine, 'question number 0', 'CA2');
    for (let index = 1; index <= 200; index += 1) {
      clock.advance(1_000);
      await knowledge.reportUnanswered(mine, `question number ${index}`, 'CA1');
    }
    const questions = (await knowledge.gaps(mine)).map(({ question }) => question);
    expect(questions).toHaveLength(200);
    expect(questions).toContain('question number 0');
    expect(questions).not.toContain('question number 1');
    expect(questions).toContain('question number 200');
  });

  it('forgets a caller in every generation of every file', async () => {
    const { knowledge, mine, dataDir } = await openKnowledge();
    await knowledge.reportUnanswered(mine, 'Do you sell purple elephants?', 'CA1');
    await knowledge.reportUnanswered(mine, 'do you sell elephants purple', 'CA2');
    await knowledge.reportUnanswered(mine, 'Is Gwendolyn there?', 'CA1');
    await knowledge.reportUnanswered(mine, 'Is there parking?', 'CA3');
    expect(await onDisk(dataDir)).toContain('Gwendolyn');
    expect(await knowledge.forgetCalls(mine, ['CA1', 'CA9'])).toBe(2);
    expect((await knowledge.gaps(mine)).map(({ question, count }) => [question, count]).sort()).toEqual([
      ['Is there parking?', 1],
      ['do you sell elephants purple', 1],
    ]);
    const left = await onDisk(dataDir);
    expect(left).not.toMatch(/Gwendolyn|Do you sell purple|CA1/);
    expect(await knowledge.forgetCalls(mine, ['CA1'])).toBe(0);
  });

  it('holds no numbers or addresses of callers', async () => {
    const { knowledge, mine, dataDir } = await openKnowledge();
    await knowledge.reportUnanswered(
      mine,
      'Can you charge 4111 1111 1111 1111 or ring +1 (555) 123-4567?',
      'CA1',
    );
    await knowledge.reportUnanswered(mine, 'Did ann@example.com get a letter?', 'CA1');
    await knowledge.reportUnanswered(mine, 'Is my number five five five, one two three four known?', 'CA2');
    expect(await knowledge.reportUnanswered(mine, '  \n ', 'CA2')).toBe(false);
    const kept = await onDisk(dataDir);
    expect(kept).not.toMatch(/4111|1234567|4567|ann@|five five/);
    expect(kept).toContain('Can you charge [number] or ring [number]?');
  });
});

describe('looking for a question that was asked before', () => {
  it('lets other work go on in between', async () => {
    const at = '2026-05-04T10:00:00.000Z';
    const gaps = Array.from({ length: 20 }, (_, index) => ({
      id: `gap${index}`,
      count: 1,
      firstAt: at,
      askings: [{ callSid: 'CA1', question: `Is room ${index} free?`, at }],
    }));
    let others = 0;
    setImmediate(() => {
      others += 1;
    });
    expect((await gapOf(gaps, 'is room 19 free'))?.id).toBe('gap19');
    expect(others).toBeGreaterThan(0);
  });
});

describe('taking numbers out', () => {
  it.each([
    ['Are you open on 24.12.2026, 5 pm?', 'Are you open on 24.12.2026, 5 pm?'],
    ['From 2026-12-24 to 2027-01-02?', 'From 2026-12-24 to 2027-01-02?'],
    ['Model 3000 for 250 euros', 'Model 3000 for 250 euros'],
    ['Ring ５５５１２３４５６７', 'Ring [number]'],
    ['Card 4111-1111-1111-1111.', 'Card [number].'],
    ['It is 555.123.4567', 'It is [number]'],
  ])('%s', (text, left) => expect(withoutNumbers(text)).toBe(left));

  it('leaves no seven digits in a row, however they are spaced', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', ' - ', ')', '/');
    const number = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: 12, maxLength: 19 })
      .map((parts) => parts.map(([digit, between]) => `${digit}${between}`).join(''));
    fc.assert(
      fc.property(number, (written) => {
        // What looks like a date may stay; the rest of the number does not.
        expect(withoutNumbers(`a ${written} b`).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('questions', () => {
  it.each([
    ['How much is a hair cut?', 'how much are hair cuts', true],
    ['Do you take dogs?', 'Do you take cats?', false],
    ['Can I park for 2 hours?', 'Can I park for 3 hours?', false],
    ['Wo kann ich parken?', 'wo kann ich parken', true],
    ['Is it?', 'Are they?', false],
    ['???', '!!!', false],
  ])('%s — %s: %s', (one, other, same) => expect(sameAs(one)(other)).toBe(same));
});

describe('cutting a text up', () => {
  it('loses no word and makes no piece longer than 800 characters', () => {
    const word = fc.stringMatching(/^[a-zé#.。😀]{1,60}$/u);
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n', '\n# ', '. ')), { maxLength: 300 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, (whole) => {
        const chunks = chunksOf(whole);
        expect(chunks.every(({ text: piece }) => piece.length <= 800)).toBe(true);
        const kept = chunks.map(({ heading, text: piece }) => `${heading}\n${piece}`).join('\n');
        for (const found of whole.match(/[a-zé😀]+/gu) ?? []) expect(kept).toContain(found);
      }),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trades } from '../../../server/agent/trades.ts';
import { Shelf } from '../../../server/knowledge/shelf.ts';
import { createHearing } from '../../../server/model/offline/hearing/hearing.ts';
import { createLocalSpeech } from '../../../server/model/offline/speech/local-speech.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';
import { talk, withFacts } from './talk.ts';

/** A first call to the agent of a new tenant of a trade. */
function specOf(id: string) {
  const template = trades().find((trade) => trade.id === id);
  const at = '2026-11-22T10:00:00Z';
  const items = (template?.knowledge ?? []).map((item, index) => ({
    price: null,
    ...item,
    id: `${index}`,
    fileName: null,
    createdAt: at,
    updatedAt: at,
  }));
  return withFacts({ answers: new Shelf(items).brief.answers, destinations: [] });
}

const LINES = trades().flatMap(({ id, lines }) => lines.map((line): [string, string] => [id, line]));

it.each([
  ['dental', 'What does a cleaning cost?', '120 dollars'],
  ['plumbing', 'How much is a service visit?', '89 dollars'],
  ['salon', 'How much is a cut and style?', '65 dollars'],
  ['repair', 'How much is a diagnosis?', '75 dollars'],
])('tells a first caller of the trade %s: %s', (id, line, price) => {
  expect(talk(specOf(id)).hear(line)).toContain(price);
});

it.each(LINES)('has an answer in the trade %s to: %s', (id, line) => {
  const answer = talk(specOf(id)).hear(line);
  // It tells what it knows, or begins to take the matter down.
  expect(answer).toMatch(/anything else|your name|What is it for|day and time/);
  expect(answer).not.toContain('report_unanswered');
});

it('takes a wish for a service as a wish', () => {
  const call = talk(specOf('plumbing'));
  expect(call.hear('I need a service visit')).not.toContain('89 dollars');
});

it('takes water where it should not be for something to see to, at once', () => {
  const call = talk(specOf('plumbing'));
  expect(call.hear('There is water coming through my kitchen ceiling.')).toContain('your name');
});

describe('spoken', () => {
  const options = { clock: new ManualClock(), logger: createLogger({ level: 'silent' }), threads: 1 };
  const speech = createLocalSpeech(options);
  const hearing = createHearing(options);
  let ears: Map<string, ReturnType<typeof hearing.ear>>;
  beforeAll(() => {
    ears = new Map(trades().map(({ id }) => [id, hearing.ear(specOf(id).facts)]));
  });
  afterAll(() => Promise.all([speech.close(), hearing.close()]));

  it.each(LINES)('is answered as if typed, in the trade %s: %s', { timeout: 60_000 }, async (id, line) => {
    const heard = await ears.get(id)?.recognise(await speech.speak(line, 'rms'), 'anything');
    const opening = (text: string) => talk(specOf(id)).hear(text).slice(0, 40);
    expect(heard ?? 'nothing').not.toBe('nothing');
    expect(opening(heard ?? '')).toBe(opening(line));
  });
});

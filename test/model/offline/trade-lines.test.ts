import { expect, it } from 'vitest';
import { trades } from '../../../server/agent/trades.ts';
import { Shelf } from '../../../server/knowledge/shelf.ts';
import { talk, withFacts } from './talk.ts';

/** What the agent of a new tenant of a trade can say word for word. */
function answersOf(id: string) {
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
  return new Shelf(items).brief.answers;
}

it.each([
  ['dental', 'What does a cleaning cost?', '120 dollars'],
  ['plumbing', 'How much is a service visit?', '89 dollars'],
  ['salon', 'How much is a cut and style?', '65 dollars'],
  ['repair', 'How much is a diagnosis?', '75 dollars'],
])('tells a first caller of the trade %s: %s', (id, line, price) => {
  expect(trades().find((trade) => trade.id === id)?.lines).toContain(line);
  expect(talk(withFacts({ answers: answersOf(id) })).hear(line)).toContain(price);
});

it('takes a wish for a service as a wish', () => {
  const call = talk(withFacts({ answers: answersOf('plumbing') }));
  expect(call.hear('I need a service visit')).not.toContain('89 dollars');
});

import { describe, expect, it } from 'vitest';
import { nextSpan } from '../../renderer/pages/tenants/next-span.ts';
import { complaintsAt, fieldErrors } from '../../renderer/ui/field-errors.ts';
import { agentPatch } from '../../server/contracts/agent.ts';
import { schedule } from '../../server/contracts/hours.ts';

const ANN = {
  label: 'Ann',
  number: '+12125550142',
  when: '',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

describe('complaints', () => {
  const errors = fieldErrors(agentPatch, {
    transfers: [ANN, { ...ANN, label: 'Bob', number: '123' }, { ...ANN, label: 'ANN' }],
  });
  const transfers = complaintsAt(errors, 'transfers');

  it('are told at the row and field they are about, and nowhere else', () => {
    expect(transfers.own).toBeUndefined();
    expect(transfers.at(0).any).toBeUndefined();
    expect(transfers.at(1, 'number').own).toBeTruthy();
    expect(transfers.at(1, 'label').any).toBeUndefined();
    expect(transfers.at(2, 'label').own).toMatch(/two destinations/);
  });

  it('are told of the whole as the first of its parts', () => {
    expect(transfers.any).toBe(transfers.at(1).any);
  });

  it('do not take one row for another whose number begins with the same digit', () => {
    const wrong = complaintsAt({ 'transfers.10.number': 'No.' }, 'transfers');
    expect(wrong.at(1).any).toBeUndefined();
    expect(wrong.at(10).any).toBe('No.');
  });
});

describe('hours that are added', () => {
  it.each([
    [[], { from: '09:00', to: '17:00' }],
    [[{ from: '09:00', to: '12:00' }], { from: '13:00', to: '17:00' }],
    [[{ from: '13:00', to: '22:30' }], { from: '23:00', to: '24:00' }],
    [[{ from: '13:00', to: '24:00' }], { from: '23:00', to: '24:00' }],
  ])('to %j are ones that can be saved', (spans, expected) => {
    const next = nextSpan(spans);
    expect(next).toEqual(expected);
    const weekly = [{ day: 'monday', ...next }];
    expect(schedule.safeParse({ weekly, holidays: [] }).success).toBe(true);
  });
});

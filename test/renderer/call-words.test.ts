import { describe, expect, it } from 'vitest';
import {
  FLAG,
  fieldWords,
  flagText,
  OUTCOME,
  ringing,
  standing,
  TRANSFER,
} from '../../renderer/ui/call-words.ts';
import { type CallSummary, callFlag } from '../../server/contracts/call.ts';
import { type CallOutcome, callOutcome } from '../../server/contracts/reading.ts';
import { type TransferAttempt, transferOutcome } from '../../server/contracts/transfer.ts';

const reading = (outcome: CallOutcome): CallSummary['reading'] => ({
  outcome,
  sentiment: 'neutral',
  followUps: [],
  fields: {},
});
const attempt = (outcome: TransferAttempt['outcome']): TransferAttempt => ({
  label: 'Billing',
  mode: 'warm',
  summary: '',
  atMs: 0,
  outcome,
});

describe('the words for a call', () => {
  it('are there for all that a record can hold', () => {
    for (const outcome of callOutcome.options) expect(OUTCOME[outcome].text).toBeTruthy();
    for (const outcome of transferOutcome.options) expect(TRANSFER[outcome].text).toBeTruthy();
    for (const kind of callFlag.shape.kind.options) expect(FLAG[kind].advice).toMatch(/\.$/);
  });

  it.each([
    ['a good end by what it came to', 'agent-hung-up', reading('message-taken'), 'Message taken'],
    ['a call ended by a limit by what it came to', 'cap-reached', reading('answered'), 'Answered'],
    ['a bad end by how it ended', 'stream-lost', reading('answered'), 'Connection lost'],
    ['a call that was not read by how it ended', 'caller-hung-up', null, 'Caller hung up'],
    ['a call that goes on as such', null, null, 'In progress'],
  ] as const)('call %s', (_, endReason, read, text) => {
    expect(standing({ endReason, reading: read }).text).toBe(text);
  });

  it.each([
    ['tenant-call-minutes', 'The limit was minutes for one call of this tenant.'],
    ['appliance-month-money', 'The limit was dollars a month of all tenants together.'],
  ])('name the limit %s', (limit, words) => {
    expect(flagText({ kind: 'cap-reached', text: `The limit ${limit} was reached.`, atMs: 1 })).toBe(words);
  });

  it('tell what was said without proof', () => {
    const text = 'Said without proof: You are booked.';
    expect(flagText({ kind: 'claim-without-receipt', text, atMs: 1 })).toBe(text);
  });

  it('know who is being rung, and that nobody is', () => {
    expect(ringing([attempt('busy'), attempt('connecting')])?.outcome).toBe('connecting');
    expect(ringing([attempt('no-answer')])).toBeUndefined();
  });

  it.each([
    ['newPatient', 'New patient'],
    ['policy_number', 'Policy number'],
    ['patient', 'Patient'],
  ])('read the field %s as %s', (name, words) => {
    expect(fieldWords(name)).toBe(words);
  });
});

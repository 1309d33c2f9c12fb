import { parse } from 'node:querystring';
import { describe, expect, test } from 'vitest';
import type { Trunk } from '../../../server/carrier/twilio/signature.ts';
import { readIncomingCall } from '../../../server/carrier/twilio/webhook.ts';

const trunk: Trunk = { origin: 'https://phone.example.com', authToken: 'secret-secret', practice: false };
const ACCOUNT = `AC${'a'.repeat(32)}`;
const good = { CallSid: 'CA123', AccountSid: ACCOUNT, From: '+15551234567', To: '+15557654321' };

describe('reading a voice webhook', () => {
  test('tells the call', () => {
    expect(readIncomingCall(good, trunk, ACCOUNT)).toEqual({
      ok: true,
      call: {
        callSid: 'CA123',
        accountSid: ACCOUNT,
        from: '+15551234567',
        to: '+15557654321',
        practice: false,
        publicOrigin: 'https://phone.example.com',
      },
    });
  });

  test.each([
    ['repeated-parameter', { To: ['+15557654321', '+15550000000'] }],
    ['repeated-parameter', { From: ['+15551234567'] }],
    ['bad-call-sid', { CallSid: '' }],
    ['bad-call-sid', { CallSid: '   ' }],
    ['bad-call-sid', { CallSid: undefined }],
    ['bad-call-sid', { CallSid: '../../etc' }],
    ['bad-call-sid', { CallSid: 'CA１２３' }],
    ['bad-account', { AccountSid: '' }],
    ['foreign-account', { AccountSid: `AC${'b'.repeat(32)}` }],
    ['bad-called-number', { To: '' }],
    ['bad-called-number', { To: '+１５５５７６５４３２１' }],
    ['bad-called-number', { To: '5557654321' }],
    ['bad-called-number', { To: '+15557654321To+1555' }],
  ])('refuses as %s: %o', (reason, wrong) => {
    expect(readIncomingCall({ ...good, ...wrong }, trunk, ACCOUNT)).toEqual({ ok: false, reason });
  });

  test.each([
    ['+15551234567', '+15551234567'],
    ['client:desk', 'client:desk'],
    ['sip:bob@example.com', 'sip:bob@example.com'],
    ['anonymous', 'anonymous'],
    ['Restricted', 'Restricted'],
    ['', ''],
    ['+266696687', '+266696687'],
    ['+1555;../../x', 'unknown'],
    ['+１５５５１２３４５６７', 'unknown'],
    ['client:a b', 'unknown'],
    ['<b>', 'unknown'],
    [undefined, 'unknown'],
  ])('keeps From %o as %o', (given, kept) => {
    const read = readIncomingCall({ ...good, From: given }, trunk, ACCOUNT);
    expect(read.ok && read.call.from).toBe(kept);
  });

  test('a parameter named __proto__ changes nothing', () => {
    const hostile = { ...parse('__proto__=x&constructor=y'), ...good };
    expect(readIncomingCall(hostile, trunk, ACCOUNT).ok).toBe(true);
    const inherited: Record<string, unknown> = Object.create({ ...good });
    expect(readIncomingCall(inherited, trunk, ACCOUNT)).toEqual({ ok: false, reason: 'bad-call-sid' });
  });

  test('takes any account while none is configured', () => {
    const read = readIncomingCall(good, trunk, null);
    expect(read.ok && read.call.accountSid).toBe(ACCOUNT);
  });

  test('takes the configured account where the webhook names none', () => {
    const { AccountSid: _, ...rest } = good;
    const read = readIncomingCall(rest, trunk, ACCOUNT);
    expect(read.ok && read.call.accountSid).toBe(ACCOUNT);
  });
});

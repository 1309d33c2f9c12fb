import { parse } from 'node:querystring';
import { describe, expect, test } from 'vitest';
import type { Trunk } from '../../../server/carrier/twilio/signature.ts';
import { readDialledLeg, readIncomingCall } from '../../../server/carrier/twilio/webhook.ts';

const trunk: Trunk = { origin: 'https://phone.example.com', authToken: 'secret-secret', practice: false };
const ACCOUNT = `AC${'a'.repeat(32)}`;
const good = { CallSid: 'CA123', AccountSid: ACCOUNT, From: '+15551234567', To: '+15557654321' };

const read = (params: Record<string, unknown>, from = trunk, account: string | null = ACCOUNT) =>
  readIncomingCall('/phone/incoming-realtime', params, from, account);

describe('reading a voice webhook', () => {
  test('tells the call', () => {
    expect(read(good, trunk, ACCOUNT)).toEqual({
      ok: true,
      call: {
        callSid: 'CA123',
        accountSid: ACCOUNT,
        from: '+15551234567',
        to: '+15557654321',
        practice: false,
        publicOrigin: 'https://phone.example.com',
      },
      news: { status: null, isOver: false, dialEnd: null, dialToken: null, recording: null },
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
    expect(read({ ...good, ...wrong }, trunk, ACCOUNT)).toEqual({ ok: false, reason });
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
    const verdict = read({ ...good, From: given }, trunk, ACCOUNT);
    expect(verdict.ok && verdict.call.from).toBe(kept);
  });

  test('a parameter named __proto__ changes nothing', () => {
    const hostile = { ...parse('__proto__=x&constructor=y'), ...good };
    expect(read(hostile, trunk, ACCOUNT).ok).toBe(true);
    const inherited: Record<string, unknown> = Object.create({ ...good });
    expect(read(inherited, trunk, ACCOUNT)).toEqual({ ok: false, reason: 'bad-call-sid' });
  });

  test('takes any account while none is configured', () => {
    const verdict = read(good, trunk, null);
    expect(verdict.ok && verdict.call.accountSid).toBe(ACCOUNT);
  });

  test('takes the configured account where the webhook names none', () => {
    const { AccountSid: _, ...rest } = good;
    const verdict = read(rest, trunk, ACCOUNT);
    expect(verdict.ok && verdict.call.accountSid).toBe(ACCOUNT);
  });
});

describe('what else a webhook tells', () => {
  const news = (params: Record<string, unknown>, path = '/phone/after-dial') => {
    const verdict = readIncomingCall(path, { ...good, ...params }, trunk, ACCOUNT);
    return verdict.ok ? verdict.news : null;
  };
  const token = 't'.repeat(43);

  test.each([
    ['completed', 'completed'],
    ['answered', 'completed'],
    ['no-answer', 'no-answer'],
    ['busy', 'busy'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['constructor', null],
    ['COMPLETED', null],
    ['', null],
    [undefined, null],
  ])('a dial that ended as %o is %o', (given, end) => {
    expect(news({ DialCallStatus: given })?.dialEnd).toBe(end);
  });

  test('which dial it is about, by its address', () => {
    expect(news({}, `/phone/after-dial?call=CA123&dial=${token}`)?.dialToken).toBe(token);
    for (const path of [
      '/phone/after-dial?dial=short',
      `/phone/after-dial?call=CA1&dial=${token}&more=1`,
      `/phone/after-dial?call=CA1&call=CA2&dial=${token}`,
      `/phone/after-dial?call=../x&dial=${token}`,
      '/phone/after-dial',
    ])
      expect(news({}, path)?.dialToken).toBeNull();
  });

  test('a recording, when address and length are what they should be', () => {
    const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1';
    expect(news({ RecordingUrl: url, RecordingDuration: '23' })?.recording).toEqual({
      url,
      durationMs: 23_000,
    });
    for (const [RecordingUrl, RecordingDuration] of [
      [url, '-1'],
      [url, '1e9'],
      [url, undefined],
      ['file:///etc/passwd', '3'],
      ['javascript:alert(1)', '3'],
      ['recording', '3'],
      [undefined, '3'],
    ])
      expect(news({ RecordingUrl, RecordingDuration })?.recording).toBeNull();
  });

  test('the end of the call', () => {
    expect(news({ CallStatus: 'completed' })).toMatchObject({ status: 'completed', isOver: true });
    expect(news({ CallStatus: 'in-progress' })?.isOver).toBe(false);
    expect(news({ CallStatus: 'x'.repeat(100) })?.status).toHaveLength(20);
  });
});

describe('reading a webhook about a dialled line', () => {
  const token = 'aB3_-'.repeat(8);
  const path = `/phone/transfer-screen-answer?call=CA123&dial=${token}`;
  const child = { CallSid: 'CA999', AccountSid: ACCOUNT, From: '+15557654321', To: '+12125551234' };
  const leg = (params: Record<string, unknown> = {}, at = path) =>
    readDialledLeg(at, { ...child, ...params }, trunk, ACCOUNT);

  test('goes by its address, not by the numbers of the line', () => {
    expect(leg({ From: 'whatever', To: '' })).toEqual({
      ok: true,
      leg: {
        callSid: 'CA123',
        token,
        publicOrigin: 'https://phone.example.com',
        key: null,
        answeredBy: null,
      },
    });
  });

  test.each([
    ['1', '1'],
    ['*', '*'],
    ['', null],
    ['12', null],
    ['１', null],
    [undefined, null],
  ])('takes %o as the key %o', (Digits, key) => {
    const verdict = leg({ Digits });
    expect(verdict.ok && verdict.leg.key).toBe(key);
  });

  test.each([
    [{ CallStatus: 'in-progress' }, 'somebody'],
    [{ AnsweredBy: 'human' }, 'person'],
    [{ AnsweredBy: 'machine_start' }, 'machine'],
    [{ AnsweredBy: 'machine_end_beep' }, 'machine'],
    [{ AnsweredBy: 'fax' }, 'machine'],
    [{ AnsweredBy: 'unknown' }, null],
    [{}, null],
  ])('hears of %o that %o answered', (params, who) => {
    const verdict = leg(params);
    expect(verdict.ok && verdict.leg.answeredBy).toBe(who);
  });

  test.each([
    ['bad-address', {}, '/phone/transfer-screen'],
    ['bad-address', {}, `/phone/transfer-screen?call=CA1&dial=${token}&x=1`],
    ['bad-address', {}, `/phone/transfer-screen?call=CA1&dial=${token}&dial=${token}`],
    ['bad-address', {}, `/phone/transfer-screen?call=&dial=${token}`],
    ['bad-address', {}, '/phone/transfer-screen?call=CA1&dial=%00'],
    ['bad-call-sid', { CallSid: '' }, path],
    ['foreign-account', { AccountSid: `AC${'b'.repeat(32)}` }, path],
    ['repeated-parameter', { Digits: ['1', '1'] }, path],
  ])('refuses as %s: %o at %s', (reason, params, at) => {
    expect(leg(params, at)).toEqual({ ok: false, reason });
  });
});

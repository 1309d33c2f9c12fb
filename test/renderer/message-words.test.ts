import { expect, it } from 'vitest';
import { callBackWords } from '../../renderer/pages/inbox/message-words.ts';

const from = '+15551234567';

it.each([
  ['On the number they called from', { callbackNumber: from, noCallBack: false }],
  ['Not wanted', { callbackNumber: null, noCallBack: true }],
  ['Not discussed', { callbackNumber: null, noCallBack: false }],
])('tells whether to ring back, and where: %s', (words, message) => {
  expect(callBackWords({ from, ...message })).toBe(words);
});

it('tells another number to ring back on', () => {
  expect(callBackWords({ from, callbackNumber: '+12125550142', noCallBack: false })).toContain('555');
});

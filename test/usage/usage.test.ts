import { describe, expect, it } from 'vitest';
import { type CallSummary, NO_USAGE } from '../../server/contracts/call.ts';
import { usageRow } from '../../server/contracts/usage.ts';
import { addUsage } from '../../server/usage/add.ts';
import { costOf, type UsageModels } from '../../server/usage/cost.ts';
import { monthlyUsage } from '../../server/usage/monthly.ts';
import { pricesAt } from '../../server/usage/prices.ts';
import { finishedCall } from './calls.ts';

const MILLION = 1_000_000;
const prices = pricesAt('2026-12-01T00:00:00.000Z');
const models: UsageModels = {
  conversation: 'gpt-realtime-2.1',
  transcription: 'gpt-transcribe',
  speech: 'a-speech-model',
};
const cost = (used: object, changed: Partial<UsageModels> = {}) =>
  costOf({ ...NO_USAGE, ...used }, { ...models, ...changed }, prices);

describe('the cost of a usage', () => {
  it.each([
    ['gpt-realtime-2.1', [4, 0.4, 24, 32, 0.4, 64]],
    ['gpt-realtime-2', [4, 0.4, 24, 32, 0.4, 64]],
    ['gpt-realtime-2.1-mini', [0.6, 0.06, 2.4, 10, 0.3, 20]],
    ['gpt-realtime-1.5', [4, 0.4, 16, 32, 0.4, 64]],
  ])(
    '%s takes its own price for each kind of token',
    (conversation, [text, cached, out, audio, cachedAudio, audioOut]) => {
      const each = [
        cost({ textInputTokens: MILLION }, { conversation }),
        cost({ textInputTokens: MILLION, cachedTextInputTokens: MILLION }, { conversation }),
        cost({ textOutputTokens: MILLION }, { conversation }),
        cost({ audioInputTokens: MILLION }, { conversation }),
        cost({ audioInputTokens: MILLION, cachedAudioInputTokens: MILLION }, { conversation }),
        cost({ audioOutputTokens: MILLION }, { conversation }),
      ];
      expect(each.map(({ costUsd }) => costUsd)).toEqual([text, cached, out, audio, cachedAudio, audioOut]);
      expect(each.flatMap(({ unpricedModels }) => unpricedModels)).toEqual([]);
    },
  );

  it('counts cached tokens as a part of the input', () => {
    expect(cost({ audioInputTokens: 1_000_000, cachedAudioInputTokens: 750_000 }).costUsd).toBeCloseTo(
      8.3,
      9,
    );
    expect(cost({ textInputTokens: 10, cachedTextInputTokens: 99 }).costUsd).toBeCloseTo(
      (10 * 0.4) / MILLION,
      12,
    );
  });

  it('adds transcription by the minute', () => {
    expect(cost({ transcribedSeconds: 90 }).costUsd).toBeCloseTo(0.00675, 9);
  });

  it('knows a model with a release date', () => {
    expect(cost({ audioOutputTokens: MILLION }, { conversation: 'gpt-realtime-2-2026-10-01' })).toEqual({
      costUsd: 64,
      unpricedModels: [],
    });
  });

  it('says when something has no price, and still counts the rest', () => {
    expect(cost({ textInputTokens: 5 }, { conversation: 'unheard-of' })).toEqual({
      costUsd: 0,
      unpricedModels: ['unheard-of'],
    });
    expect(cost({ textInputTokens: 5 }, { conversation: 'constructor' }).unpricedModels).toHaveLength(1);
    expect(cost({ transcribedSeconds: 60, spokenCharacters: 10 })).toEqual({
      costUsd: 0.0045,
      unpricedModels: ['a-speech-model'],
    });
  });

  it('is nothing, and certain, where nothing was used', () => {
    expect(cost({}, { conversation: 'offline', transcription: 'offline' })).toEqual({
      costUsd: 0,
      unpricedModels: [],
    });
  });
});

describe('the price list', () => {
  it('is the one in force, and the first for all days before', () => {
    expect(prices.from).toBe('2026-11-22');
    expect(pricesAt('2020-01-01T00:00:00.000Z')).toBe(prices);
  });
});

const call = (changes: Partial<CallSummary>) =>
  finishedCall({ usage: { ...NO_USAGE, audioOutputTokens: 7 }, ...changes });

const UTC = [1, 2].map((id) => ({ id, timeZone: 'UTC' }));

describe('the month', () => {
  it('adds up per tenant what started in it', () => {
    const rows = monthlyUsage(
      [
        call({ tenantId: 2 }),
        call({}),
        call({ practice: true, durationMs: null, costUsd: 0 }),
        call({ startedAt: '2026-10-31T23:59:59.999Z' }),
        call({ startedAt: '2026-12-01T00:00:00.000Z' }),
        call({ startedAt: '2026-11-30T23:59:59.999Z' }),
      ],
      '2026-11',
      UTC,
    );
    expect(rows.map((row) => usageRow.parse(row))).toEqual(rows);
    expect(rows).toEqual([
      {
        tenantId: 1,
        month: '2026-11',
        calls: 3,
        practiceCalls: 1,
        minutes: 3,
        usage: { ...NO_USAGE, audioOutputTokens: 21 },
        costUsd: 0.5,
      },
      {
        tenantId: 2,
        month: '2026-11',
        calls: 1,
        practiceCalls: 0,
        minutes: 1.5,
        usage: { ...NO_USAGE, audioOutputTokens: 7 },
        costUsd: 0.25,
      },
    ]);
  });

  it('without calls has no rows', () => {
    expect(monthlyUsage([], '2026-11', UTC)).toEqual([]);
  });

  it('begins and ends by the time zone of each tenant', () => {
    const tenants = [
      { id: 1, timeZone: 'America/New_York' },
      { id: 2, timeZone: 'Asia/Tokyo' },
    ];
    // The clocks of New York go back within it.
    const [newYork, tokyo] = [
      ['2026-11-01T03:59:59.999Z', '2026-11-01T04:00:00.000Z', '2026-12-01T04:59:59.999Z'],
      ['2026-10-31T14:59:59.999Z', '2026-10-31T15:00:00.000Z', '2026-11-30T15:00:00.000Z'],
    ].map((times, index) => times.map((startedAt) => call({ startedAt, tenantId: index + 1 })));
    const counted = (month: string) =>
      monthlyUsage([...newYork!, ...tokyo!, call({ tenantId: 3 })], month, tenants).map(
        ({ tenantId, calls }) => [tenantId, calls],
      );
    expect(['2026-10', '2026-11', '2026-12'].map(counted)).toEqual([
      [
        [1, 1],
        [2, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      [[2, 1]],
    ]);
  });
});

describe('adding usage', () => {
  it('adds field by field and changes neither side', () => {
    const total = { ...NO_USAGE, textInputTokens: 1 };
    const more = { textInputTokens: 2, spokenCharacters: 3 };
    expect(addUsage(total, more)).toEqual({ ...NO_USAGE, textInputTokens: 3, spokenCharacters: 3 });
    expect(total.textInputTokens).toBe(1);
    expect(NO_USAGE.spokenCharacters).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen, nextOpening } from '../../server/agent/hours.ts';
import { spokenHolidays, spokenHours, spokenOpening } from '../../server/agent/hours-words.ts';
import { type Schedule, schedule as scheduleSchema, WEEKDAYS } from '../../server/contracts/hours.ts';

type Spans = string;
/** `mon-fri 09:00-17:00` as spans. */
function weekly(...lines: Spans[]): Schedule['weekly'] {
  const short = WEEKDAYS.map((day) => day.slice(0, 3));
  return lines.flatMap((line) => {
    const [days = '', ...times] = line.split(' ');
    const [first = '', last = first] = days.split('-');
    return WEEKDAYS.slice(short.indexOf(first), short.indexOf(last) + 1).flatMap((day) =>
      times.map((time) => {
        const [from = '', to = ''] = time.split('-');
        return { day, from, to };
      }),
    );
  });
}

const holiday = (date: string, yearly: boolean, ...times: string[]) => ({
  date,
  yearly,
  name: 'Feast',
  spans: times.map((time) => ({ from: time.slice(0, 5), to: time.slice(6) })),
});

const office: Schedule = { weekly: weekly('mon-fri 09:00-17:00'), holidays: [] };
const at = (iso: string) => Date.parse(iso);
const NEW_YORK = 'America/New_York';
const ALWAYS: Schedule = { weekly: [], holidays: [] };

describe('whether it is open', () => {
  it.each([
    ['2026-03-02T13:59:59Z', false],
    ['2026-03-02T14:00:00Z', true],
    ['2026-03-02T21:59:59Z', true],
    ['2026-03-02T22:00:00Z', false],
    ['2026-03-07T16:00:00Z', false],
    // A week later New York is on summer time.
    ['2026-03-09T13:00:00Z', true],
    ['2026-03-09T21:00:00Z', false],
  ])('at %s: %s', (moment, open) => {
    expect(isOpen(office, at(moment), NEW_YORK)).toBe(open);
  });

  it('is always where nothing is set', () => {
    expect(isOpen(ALWAYS, at('2026-03-08T07:00:00Z'), NEW_YORK)).toBe(true);
  });

  it('goes on over midnight in two spans, and ends at 24:00', () => {
    const bar = { weekly: weekly('fri 18:00-24:00', 'sat 00:00-02:00'), holidays: [] };
    expect(isOpen(bar, at('2026-03-06T23:59:00Z'), 'UTC')).toBe(true);
    expect(isOpen(bar, at('2026-03-07T00:00:00Z'), 'UTC')).toBe(true);
    expect(isOpen(bar, at('2026-03-07T02:00:00Z'), 'UTC')).toBe(false);
  });

  it('is told by the holiday on a holiday', () => {
    const holidays = [
      holiday('2020-12-25', true),
      holiday('2026-12-24', false, '10:00-12:00'),
      holiday('2027-12-25', false, '15:00-16:00'),
    ];
    const shop = { weekly: office.weekly, holidays };
    expect(isOpen(shop, at('2026-12-25T12:00:00Z'), 'UTC')).toBe(false);
    expect(isOpen(shop, at('2026-12-24T11:00:00Z'), 'UTC')).toBe(true);
    expect(isOpen(shop, at('2026-12-24T13:00:00Z'), 'UTC')).toBe(false);
    expect(isOpen(shop, at('2025-12-24T13:00:00Z'), 'UTC')).toBe(true);
    // The date of its own comes before the yearly one, and a Saturday is open when the holiday says so.
    expect(isOpen(shop, at('2027-12-25T15:30:00Z'), 'UTC')).toBe(true);
    expect(isOpen({ weekly: [], holidays }, at('2026-12-25T12:00:00Z'), 'UTC')).toBe(false);
    expect(isOpen({ weekly: [], holidays }, at('2026-12-26T12:00:00Z'), 'UTC')).toBe(true);
  });

  it('takes the day there, not here', () => {
    expect(isOpen(office, at('2026-03-01T23:30:00Z'), 'Pacific/Auckland')).toBe(true);
    expect(isOpen(office, at('2026-03-06T23:30:00Z'), 'Pacific/Auckland')).toBe(false);
  });
});

describe('when it opens next', () => {
  it.each([
    ['2026-03-02T15:00:00Z', '2026-03-02T15:00:00.000Z'],
    ['2026-03-02T22:00:00Z', '2026-03-03T14:00:00.000Z'],
    // Over the weekend in which the clocks go forward, and the one in which they go back.
    ['2026-03-06T23:00:00Z', '2026-03-09T13:00:00.000Z'],
    ['2026-10-30T22:00:00Z', '2026-11-02T14:00:00.000Z'],
  ])('after %s is %s', (moment, opening) => {
    expect(nextOpening(office, at(moment), NEW_YORK)).toBe(at(opening));
  });

  it('is the moment of the change where the clocks skip the hour it opens in', () => {
    const night = { weekly: weekly('sun 02:30-05:00'), holidays: [] };
    expect(nextOpening(night, at('2026-03-08T05:00:00Z'), NEW_YORK)).toBe(at('2026-03-08T07:00:00Z'));
  });

  it('comes twice where the clocks go back over it', () => {
    const night = { weekly: weekly('sun 01:30-01:45'), holidays: [] };
    const [first, second] = [at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z')];
    expect(nextOpening(night, at('2026-11-01T04:00:00Z'), NEW_YORK)).toBe(first);
    expect(nextOpening(night, first + 20 * 60_000, NEW_YORK)).toBe(second);
  });

  it('looks beyond holidays, and is null where it never opens', () => {
    const closed = { weekly: office.weekly, holidays: [holiday('2026-03-03', false)] };
    expect(nextOpening(closed, at('2026-03-02T22:00:00Z'), NEW_YORK)).toBe(at('2026-03-04T14:00:00Z'));
    const skipped = { weekly: weekly('sun 02:15-02:45'), holidays: [] };
    expect(nextOpening(skipped, at('2026-03-08T05:00:00Z'), NEW_YORK)).toBe(at('2026-03-15T06:15:00Z'));
    const never = { weekly: weekly('mon 09:00-10:00'), holidays: [] };
    const holidays = Array.from({ length: 60 }, (_, week) => {
      const date = new Date(at('2026-03-02T00:00:00Z') + week * 7 * 86_400_000);
      return holiday(date.toISOString().slice(0, 10), false);
    });
    expect(nextOpening({ ...never, holidays }, at('2026-03-02T09:30:00Z'), 'UTC')).toBeNull();
  });

  it('is open then, and closed until then', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => {
      return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
    });
    const span = fc
      .record({ day: fc.constantFrom(...WEEKDAYS), from: time, to: time })
      .filter(({ from, to }) => from < to);
    const zone = fc.constantFrom('UTC', NEW_YORK, 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 8 }), zone, moment, (spans, timeZone, atMs) => {
        const hours = scheduleSchema.parse({ weekly: spans, holidays: [] });
        const opening = nextOpening(hours, atMs, timeZone);
        expect(opening).not.toBeNull();
        if (opening === null || opening === atMs) return;
        expect(isOpen(hours, opening, timeZone)).toBe(true);
        const before = Array.from({ length: 20 }, (_, step) => atMs + ((opening - atMs) * step) / 20);
        for (const closedMs of [...before, opening - 1]) {
          expect(isOpen(hours, closedMs, timeZone)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('hours in words', () => {
  it.each([
    [['mon-fri 09:00-17:00'], 'Monday to Friday, nine to five'],
    [
      ['mon-fri 09:00-17:30', 'sat 10:00-12:00'],
      'Monday to Friday, nine to five thirty; Saturday, ten to noon',
    ],
    [['mon-sun 00:00-24:00'], 'Every day, all day'],
    [['mon-sun 08:00-20:00'], 'Every day, eight in the morning to eight in the evening'],
    [['sat-sun 10:15-16:05'], 'Saturday and Sunday, ten fifteen to four oh five'],
    [['mon-tue 09:00-12:00 13:00-17:00'], 'Monday and Tuesday, nine to noon and one to five'],
    [
      ['mon 09:00-17:00', 'wed 09:00-17:00', 'fri 18:00-24:00'],
      'Monday, nine to five; Wednesday, nine to five; Friday, six in the evening to midnight',
    ],
    [['tue 08:00-10:00'], 'Tuesday, eight to ten in the morning'],
    [['tue 18:45-21:21'], 'Tuesday, six forty-five to nine twenty-one in the evening'],
    [['mon 09:00-12:00 12:00-17:00', 'tue 09:00-13:00 11:00-17:00'], 'Monday and Tuesday, nine to five'],
    [[], ''],
  ])('%j: %s', (lines, words) => {
    expect(spokenHours({ weekly: weekly(...lines), holidays: [] })).toBe(words);
  });

  it('tell the holidays of the next two months', () => {
    const holidays = [
      { ...holiday('2020-01-01', true), name: "New Year's Day" },
      { ...holiday('2026-12-24', false, '10:00-12:00'), name: 'Christmas Eve' },
      { ...holiday('2026-07-04', true), name: 'Independence Day' },
    ];
    expect(spokenHolidays({ weekly: [], holidays }, at('2026-12-24T23:00:00Z'), NEW_YORK)).toEqual([
      'Christmas Eve (24 December): ten to noon',
      "New Year's Day (1 January): closed",
    ]);
  });

  it.each([
    ['2026-03-02T15:00:00Z', null],
    ['2026-03-02T12:00:00Z', 'today at nine in the morning'],
    ['2026-03-02T23:00:00Z', 'tomorrow at nine in the morning'],
    ['2026-03-06T23:00:00Z', 'on Monday at nine in the morning'],
  ])('tell the next opening at %s: %s', (moment, words) => {
    expect(spokenOpening(office, at(moment), NEW_YORK)).toBe(words);
  });

  it('tell the date of an opening that is far away', () => {
    const summer: Schedule = {
      weekly: weekly('mon 13:00-17:00'),
      holidays: [holiday('2026-03-09', false), holiday('2026-03-16', false)],
    };
    expect(spokenOpening(summer, at('2026-03-03T12:00:00Z'), 'UTC')).toBe(
      'on Monday 23 March at one in the afternoon',
    );
  });
});

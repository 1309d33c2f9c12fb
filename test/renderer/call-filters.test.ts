import { describe, expect, it } from 'vitest';
import {
  addressOf,
  dayBefore,
  narrowings,
  queryOf,
  readFilter,
  withoutFilters,
} from '../../renderer/pages/calls/call-filters.ts';
import { rangesOf } from '../../renderer/ui/find-text.ts';
import { callFilters } from '../../server/contracts/history.ts';

const read = (address: string) => readFilter(new URLSearchParams(address));
const ALL =
  'text=a+pipe&tenant=2&from=2026-03-01&to=2026-03-02&month=2026-03&outcome=booked&ending=silent&flagged=yes&kind=practice&engine=offline&caller=555+01&longer=90';

describe('the filters in the address', () => {
  it('say the same when they are read again', () => {
    expect(addressOf(read(ALL))).toBe(`/calls?${ALL}`);
    expect(addressOf(read(''))).toBe('/calls');
  });

  it('leave out what can’t be meant', () => {
    expect(
      read('from=2026-3-1&to=soon&month=2026-13&outcome=x&ending=&flagged=1&kind=a&longer=-5&tenant=abc'),
    ).toEqual(read(''));
  });

  it('are asked for in words that the server takes', () => {
    const query = Object.fromEntries(new URLSearchParams(queryOf(read(ALL))));
    expect(callFilters.parse(query)).toMatchObject({
      text: 'a pipe',
      tenantId: 2,
      month: '2026-03',
      outcome: 'booked',
      flagged: true,
      practice: true,
      minSeconds: 90,
    });
    expect(
      callFilters.parse(Object.fromEntries(new URLSearchParams(queryOf(read('flagged=no&kind=real'))))),
    ).toEqual({ flagged: false, practice: false });
    expect(queryOf(read('flagged=new'))).toBe('flagged=true&toReview=true');
    expect(narrowings(read('flagged=new')).map(({ words }) => words)).toEqual(['Flagged, not looked at']);
    expect(queryOf(read(''))).toBe('');
  });

  it('begin and end a day where the viewer is, on days of 23 hours too', () => {
    const { since, until } = Object.fromEntries(
      new URLSearchParams(queryOf(read('from=2026-03-08&to=2026-03-08'))),
    );
    expect(new Date(since ?? '').toString()).toMatch(/Mar 08 2026 00:00:00/);
    expect(new Date(until ?? '').toString()).toMatch(/Mar 09 2026 00:00:00/);
  });

  it('count days back by the calendar', () => {
    const noon = new Date(2026, 2, 1, 12).getTime();
    expect([0, 1, 29].map((days) => dayBefore(noon, days))).toEqual([
      '2026-03-01',
      '2026-02-28',
      '2026-01-31',
    ]);
  });

  it('are named in words, and each can be taken back', () => {
    const filter = read(ALL);
    const named = narrowings(filter);
    expect(named.map(({ words }) => words)).toEqual([
      'Mar 1, 2026 to Mar 2, 2026',
      'March 2026, by the tenant’s time zone',
      'Outcome: Booked',
      'End: Silence',
      'Flagged',
      'Practice calls',
      'Engine: Offline receptionist',
      'Caller: 555 01',
      '90 s or longer',
    ]);
    const empty = withoutFilters(filter);
    expect(empty).toMatchObject({ tenant: 2, text: '' });
    expect(narrowings(empty)).toEqual([]);
  });
});

describe('finding a text in another', () => {
  it.each([
    ['Good Café, good CAFE', 'cafe', ['Café', 'CAFE']],
    ['ﬁve ﬁsh', 'fi', ['ﬁ', 'ﬁ']],
    ['İstanbul und Straße', 'straße', ['Straße']],
    ['aaa', 'aa', ['aa']],
    ['nothing', '  ', []],
    ['nothing', 'x', []],
  ])('marks in %j what fits %j', (text, wanted, expected) => {
    expect(rangesOf(text, wanted).map(({ from, to }) => text.slice(from, to))).toEqual(expected);
  });
});

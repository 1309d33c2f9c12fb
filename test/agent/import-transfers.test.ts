import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialProblem } from '../../server/agent/destinations.ts';
import { importTransfers } from '../../server/agent/import-transfers.ts';
import { transferDestinations } from '../../server/contracts/transfer.ts';
import { AppError } from '../../server/platform/errors.ts';

const tenant = { phone: null, phoneNumbers: ['+12125550000'] };
const settings = { transfers: [], dialCountries: ['US', 'CA'] };
const bring = (rules: Parameters<typeof importTransfers>[0], over = {}) =>
  importTransfers(rules, { tenant, settings, ...over });

describe('the import of old transfer rules', () => {
  it('takes good rules as they are', () => {
    const rules = [{ keyword: 'Billing', number: '+12125551234', description: 'Invoices' }];
    expect(bring(rules)).toEqual({
      destinations: [
        {
          label: 'Billing',
          number: '+12125551234',
          when: 'Invoices',
          mode: 'cold',
          schedule: { weekly: [], holidays: [] },
        },
      ],
      notes: [],
    });
  });

  it('reads the JSON text the old system kept', () => {
    const { destinations } = bring('[{"keyword":"sales","number":"+12125551234"}]');
    expect(destinations[0]).toMatchObject({ label: 'sales', when: '' });
  });

  it("writes numbers in full by the tenant's country, and says so", () => {
    const { destinations, notes } = bring([{ keyword: 'a', number: '(212) 555-1234' }]);
    expect(destinations[0]?.number).toBe('+12125551234');
    expect(notes).toEqual(['Rule 1 ("a"): the number (212) 555-1234 became +12125551234.']);
    const british = {
      tenant: { phone: '+442079460000', phoneNumbers: [] },
      settings: { transfers: [], dialCountries: ['GB'] },
    };
    expect(bring([{ keyword: 'a', number: '020 7946 0958' }], british).destinations[0]?.number).toBe(
      '+442079460958',
    );
  });

  it.each([
    ['premium', '+19005551234', 'premium-rate'],
    ['abroad', '+442079460958', 'United Kingdom'],
    ['in the Caribbean', '876-555-1234', 'Jamaica'],
    ['its own line', '212 555 0000', 'own line'],
    ['no number', 'ask for Bob', 'not a telephone number'],
    ['a number in words', 'call 212 555 1234 now', 'not a telephone number'],
    ['an extension', '212 555 1234 ext. 12', 'not a telephone number'],
    ['an emergency number', '911', '911'],
    ['empty', '', 'nothing is not'],
  ])('leaves out a number that is %s', (_, number, why) => {
    const { destinations, notes } = bring([{ keyword: 'x', number }]);
    expect(destinations).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('Rule 1 ("x") was left out');
    expect(notes[0]).toContain(why);
  });

  it('leaves out what has no name, a name twice, or one that is there', () => {
    const there = {
      tenant,
      settings: { ...settings, transfers: bring([{ keyword: 'Old', number: '+12125551234' }]).destinations },
    };
    const rules = ['', 'OLD', 'New', 'new'].map((keyword) => ({ keyword, number: '+12125551235' }));
    const { destinations, notes } = bring(rules, there);
    expect(destinations.map(({ label }) => label)).toEqual(['New']);
    expect(notes).toEqual([
      'Rule 1 ("") was left out: it has no keyword to be its name.',
      'Rule 2 ("OLD") was left out: there is a destination of that name already; it stays as it is.',
      'Rule 4 ("new") was left out: an earlier rule has the same keyword.',
    ]);
  });

  it('shortens long words and keeps to the limit of destinations', () => {
    const rules = Array.from({ length: 45 }, (_, index) => ({
      keyword: `${index} ${'x'.repeat(80)}`,
      number: '+12125551234',
      description: 'y'.repeat(400),
    }));
    const { destinations, notes } = bring(rules);
    expect(transferDestinations.parse(destinations)).toHaveLength(40);
    expect(notes.filter((note) => note.includes('at most'))).toHaveLength(5);
    expect(notes.filter((note) => note.includes('the keyword became'))).toHaveLength(40);
  });

  it.each(['', '{', '{"keyword":"a"}', 'null', '"[]"'])('refuses %j, which holds no list', (text) => {
    expect(() => bring(text)).toThrow(AppError);
  });

  it('makes destinations that can be saved and dialled, or notes, of anything', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.constantFrom('+12125551234', '2125551234', '+19005551234', '__proto__', 'Billing'),
    );
    const rule = fc.oneof(
      fc.record({ keyword: odd, number: odd, description: odd }, { requiredKeys: ['keyword', 'number'] }),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
        const { destinations, notes } = bring(JSON.stringify(rules));
        expect(transferDestinations.parse(destinations)).toEqual(destinations);
        for (const { number } of destinations) expect(dialProblem(number, settings.dialCountries)).toBeNull();
        expect(destinations.length + notes.length).toBeGreaterThanOrEqual(rules.length);
      }),
      { numRuns: 200 },
    );
  });
});

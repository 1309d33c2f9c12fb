import { describe, expect, it } from 'vitest';
import { checkDestinations, dialProblem, findDestination } from '../../server/agent/destinations.ts';
import type { TransferDestination } from '../../server/contracts/transfer.ts';
import { AppError } from '../../server/platform/errors.ts';

const NOBODY_AWAY = { weekly: [], holidays: [] };
const destination = (label: string, number: string): TransferDestination => ({
  label,
  number,
  when: '',
  mode: 'warm',
  schedule: NOBODY_AWAY,
});

describe('a number that calls may be transferred to', () => {
  it.each([
    ['a line in New York', '+12125551234', ['US']],
    ['a toll-free line', '+18005551234', ['US']],
    ['the fictitious area code', '+15551230009', ['US', 'CA']],
    ['a line in Toronto', '+14165550123', ['US', 'CA']],
    ['a line in London', '+442079460958', ['GB']],
    ['a mobile in Berlin', '+4915123456789', ['DE']],
  ])('is %s', (_, number, countries) => {
    expect(dialProblem(number, countries)).toBeNull();
  });

  it.each([
    ['premium rate', '+19005551234', ['US', 'CA'], 'premium'],
    ['charged by the call', '+12129765551', ['US'], 'premium'],
    ['premium rate in Britain', '+449098790000', ['GB'], 'premium'],
    ['a personal number in Britain', '+447012345678', ['GB'], 'special'],
    ['shared cost in Germany', '+491801234567', ['DE'], 'special'],
    ['Jamaican under +1', '+18765551234', ['US', 'CA'], 'Jamaica'],
    ['Dominican under +1', '+18095551234', ['US', 'CA'], 'Dominican'],
    ['in a country that is not named', '+442079460958', ['US'], 'United Kingdom'],
    ['a satellite', '+881612345678', ['US'], 'no country'],
    ['a ship', '+870773111632', ['US'], 'no country'],
    ['an international network', '+88213001234', ['US'], 'no country'],
    ['international premium rate', '+97912345678', ['US'], 'not a number'],
    ['an emergency number', '+1911', ['US'], 'not a number'],
    ['a short code', '+11622', ['US'], 'not a number'],
    ['too long', '+121255512345', ['US'], 'not a number'],
    ['written with a tail', '+12125551234;ext=9', ['US'], 'not a number'],
    ['written in other digits', '+１２１２５５５１２３４', ['US'], 'not a number'],
    ['nothing', '', ['US'], 'not a number'],
  ])('is not one that is %s', (_, number, countries, why) => {
    expect(dialProblem(number, countries)).toContain(why);
  });

  it("is not the tenant's own line", () => {
    expect(dialProblem('+12125551234', ['US'], ['+12125551234'])).toContain('own line');
  });
});

describe('a label', () => {
  const transfers = [destination('Billing', '+12125551234'), destination('Sales team', '+12125551235')];

  it.each(['Billing', 'billing', ' BILLING ', 'sales TEAM'])('is found as %j', (label) => {
    expect(findDestination({ transfers }, label)).toBeDefined();
  });

  it.each([
    '',
    'Bill',
    'Billing +19005551234',
    '+12125551234',
    '\u0412illing',
    'Billing\u200b',
    'constructor',
    '0',
  ])('is not found as %j', (label) => {
    expect(findDestination({ transfers }, label)).toBeUndefined();
  });
});

describe('checking destinations', () => {
  it('names each field that is wrong', () => {
    const transfers = [
      destination('Billing', '+12125551234'),
      destination('Prize', '+19005551234'),
      destination('Us', '+12125550000'),
    ];
    const check = () => checkDestinations({ transfers, dialCountries: ['US'] }, ['+12125550000'], 'agent.');
    expect(check).toThrow(AppError);
    try {
      check();
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid' });
      expect(Object.keys((error as AppError).fields ?? {})).toEqual([
        'agent.transfers.1.number',
        'agent.transfers.2.number',
      ]);
    }
  });

  it('is content with numbers that can be dialled, and with none', () => {
    checkDestinations({ transfers: [destination('Billing', '+12125551234')], dialCountries: ['US'] }, []);
    checkDestinations({ transfers: [], dialCountries: [] }, []);
  });
});

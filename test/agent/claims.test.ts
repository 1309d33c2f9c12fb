import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimKind } from '../../server/agent/claims/claim.ts';
import { correctionWords } from '../../server/agent/claims/corrections.ts';
import { findClaims } from '../../server/agent/claims/find.ts';
import { isProven } from '../../server/agent/claims/prove.ts';
import type { Receipt } from '../../server/call/call-tool.ts';
import { CLAIMS, NO_CLAIMS } from './claims-said.ts';

const claimed = Object.entries(CLAIMS).flatMap(([language, kinds]) =>
  Object.entries(kinds).flatMap(([kind, sentences]) =>
    sentences.map((sentence) => [language, kind, sentence] as const),
  ),
);
const unclaimed = Object.entries(NO_CLAIMS).flatMap(([language, sentences]) =>
  sentences.map((sentence) => [language, sentence] as const),
);
const KINDS: ClaimKind[] = ['message', 'booked', 'sent', 'transferred', 'forgotten'];

describe('what the agent claims', () => {
  it.each(claimed)('in %s, %s: %s', (language, kind, written) => {
    const ongoing = written.endsWith('…');
    expect(findClaims(written.replace(/…$/, ''))).toMatchObject([{ kind, language, ongoing }]);
  });

  it.each(unclaimed)('in %s is nothing: %s', (_, sentence) => {
    expect(findClaims(sentence)).toEqual([]);
  });

  it('is tried on enough sentences both ways', () => {
    expect(claimed.length + unclaimed.length).toBeGreaterThanOrEqual(150);
    for (const kinds of Object.values(CLAIMS)) expect(Object.keys(kinds)).toHaveLength(KINDS.length);
  });

  it('is found among other sentences, each with its own', () => {
    const text =
      "Thank you, Dana. I've booked you in for Tuesday at three. Shall I text you? I have passed your message on.";
    expect(findClaims(text).map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['booked', "I've booked you in for Tuesday at three."],
      ['message', 'I have passed your message on.'],
    ]);
  });

  it('can be several things in one sentence', () => {
    const claims = findClaims("I've booked you for Tuesday and I've sent you a text.");
    expect(claims.map(({ kind }) => kind)).toEqual(['booked', 'sent']);
  });

  it('is the same in capitals, with odd spaces and with curly apostrophes', () => {
    for (const sentence of [
      'I’VE BOOKED IT FOR YOU.',
      "i've  booked\n it for you",
      ' I’ve booked it for you! ',
    ])
      expect(findClaims(sentence)).toMatchObject([{ kind: 'booked' }]);
  });

  it('does not take long to tell of an endless row of signs', () => {
    for (const sign of ['.', '…', '!', ')', '."', ',', ' '])
      expect(findClaims(`I${sign.repeat(60_000)}x. I have booked it for you.`).length).toBeGreaterThan(0);
  });

  it('does not take long to tell, whatever the text', () => {
    const piece = fc.constantFrom(
      'I have',
      'booked',
      'your',
      'appointment',
      ',',
      '. ',
      'sent',
      'ist',
      'habe',
      'not',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        expect(Array.isArray(findClaims(pieces.join(' ')))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a receipt', () => {
  // Each receipt of a tool is the kind of claim of the same name.
  const receipts: Receipt[] = KINDS;

  it('proves its own claim', () => {
    for (const kind of receipts) expect(isProven({ kind }, [kind])).toBe(true);
  });

  it('proves no other, but that sending passes a message on', () => {
    for (const kind of KINDS)
      for (const receipt of receipts)
        expect(isProven({ kind }, [receipt])).toBe(
          kind === receipt || (kind === 'message' && receipt === 'sent'),
        );
    expect(isProven({ kind: 'booked' }, [])).toBe(false);
  });
});

describe('a correction', () => {
  it('is in the language of the claim, takes it back, and claims nothing itself', () => {
    for (const language of Object.keys(CLAIMS)) {
      const said = KINDS.map((kind) => correctionWords({ kind, language }));
      expect(new Set(said).size).toBe(KINDS.length);
      for (const text of said) expect(findClaims(text)).toEqual([]);
      if (language !== 'en') expect(said).not.toContain(correctionWords({ kind: 'sent', language: 'en' }));
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { effectiveAgent, effectiveSettings } from '../../server/agent/effective.ts';
import { patchAgent } from '../../server/agent/patch.ts';
import {
  type AgentOverrides,
  agentOverrides,
  agentSettings,
  effectiveAgent as effectiveSchema,
} from '../../server/contracts/agent.ts';
import { SLIDERS } from '../../server/contracts/sliders.ts';

const own: AgentOverrides = {
  agentName: 'Robin',
  voice: 'cedar',
  offlineVoice: 'kal',
  greeting: 'Hello from {business_name}.',
  returningGreeting: 'Hello again.',
  language: 'fr',
  personality: { warmth: 90 },
  instructions: 'Sell nothing.',
  hours: 'Always',
  address: 'Here',
};
const fields = Object.keys(own) as (keyof AgentOverrides)[];

describe('overrides over defaults', () => {
  it.each(fields.filter((field) => field !== 'personality'))('%s is taken by itself', (field) => {
    const effective = effectiveAgent(BUILT_IN_AGENT, { [field]: own[field] });
    for (const other of fields.filter((name) => name !== 'personality')) {
      const expected =
        other === field
          ? { value: own[other], from: 'tenant' }
          : { value: BUILT_IN_AGENT[other], from: 'default' };
      expect(effective[other]).toEqual(expected);
    }
  });

  it('take each slider by itself, over the default, over 50', () => {
    const defaults = { ...BUILT_IN_AGENT, personality: { warmth: 20, humor: 70 } };
    const { personality } = effectiveAgent(defaults, { personality: { warmth: 0 } });
    expect(personality.warmth).toEqual({ value: 0, from: 'tenant' });
    expect(personality.humor).toEqual({ value: 70, from: 'default' });
    expect(personality.risk).toEqual({ value: 50, from: 'default' });
    expect(Object.keys(personality)).toEqual([...SLIDERS]);
  });

  it('fit the contract, and both forms agree', () => {
    for (const overrides of [{}, own]) {
      const effective = effectiveSchema.parse(effectiveAgent(BUILT_IN_AGENT, overrides));
      const settings = agentSettings.parse(effectiveSettings(BUILT_IN_AGENT, overrides));
      const { personality, ...rest } = effective;
      const plain = (entries: object) =>
        Object.fromEntries(
          Object.entries(entries).map(([name, entry]: [string, { value: unknown }]) => [name, entry.value]),
        );
      expect({ ...plain(rest), personality: plain(personality) }).toEqual(settings);
    }
  });

  it('let an empty text override a default one', () => {
    const defaults = { ...BUILT_IN_AGENT, hours: 'Nine to five' };
    expect(effectiveAgent(defaults, { hours: '' }).hours).toEqual({ value: '', from: 'tenant' });
  });
});

describe('a change of overrides', () => {
  it('keeps what it does not name', () => {
    expect(patchAgent(own, { voice: 'ash' })).toEqual({ ...own, voice: 'ash' });
    expect(patchAgent(own, { voice: undefined })).toEqual(own);
    expect(patchAgent(own, {})).toEqual(own);
  });

  it.each(fields)('null makes %s inherited again', (field) => {
    const { [field]: _, ...rest } = own;
    expect(patchAgent(own, { [field]: null })).toEqual(rest);
  });

  it('changes sliders one by one, and null takes one back', () => {
    const first = patchAgent({}, { personality: { warmth: 90, humor: 10 } });
    expect(first).toEqual({ personality: { warmth: 90, humor: 10 } });
    expect(patchAgent(first, { personality: { warmth: null, risk: 0 } })).toEqual({
      personality: { humor: 10, risk: 0 },
    });
    expect(patchAgent(first, { personality: { warmth: null, humor: null } })).toEqual({});
  });

  it('never leaves a null, and leaves its argument alone', () => {
    const slider = fc.option(fc.integer({ min: 0, max: 100 }));
    const patches = fc.record(
      {
        agentName: fc.constantFrom('A', null),
        hours: fc.constantFrom('', 'x', null),
        personality: fc.option(fc.record({ warmth: slider, humor: slider }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(patches), (list) => {
        let overrides: AgentOverrides = {};
        for (const patch of list) {
          const before = structuredClone(overrides);
          const next = patchAgent(overrides, patch);
          expect(overrides).toEqual(before);
          expect(JSON.stringify(next)).not.toContain('null');
          expect(agentOverrides.parse(next)).toEqual(next);
          expect(patchAgent(next, patch)).toEqual(next);
          overrides = next;
        }
      }),
    );
  });
});

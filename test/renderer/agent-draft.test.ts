import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgentDraft,
  editCount,
  shown,
  shownSlider,
  withPreset,
  withSlider,
  withValue,
} from '../../renderer/pages/tenants/agent-draft.ts';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { type AgentSettings, agentPatch } from '../../server/contracts/agent.ts';
import { SLIDERS } from '../../server/contracts/sliders.ts';

const defaults: AgentSettings = {
  ...BUILT_IN_AGENT,
  agentName: 'Sarah',
  voice: 'marin',
  offlineVoice: 'auto',
  greeting: 'Hello.',
  returningGreeting: 'Hello again.',
  language: 'en',
  personality: { warmth: 65 },
  instructions: '',
  hours: '',
  address: '',
};

const draft = (change: Partial<AgentDraft> = {}): AgentDraft => ({
  saved: { agentName: 'Nora', personality: { humor: 20 } },
  inherited: defaults,
  edits: {},
  ...change,
});

describe('an agent being edited', () => {
  it('shows its own value, else the default, and says which', () => {
    expect(shown(draft(), 'agentName', '')).toEqual({ value: 'Nora', own: true, changed: false });
    expect(shown(draft(), 'voice', 'alloy')).toEqual({ value: 'marin', own: false, changed: false });
  });

  it('shows the default again once it is to be inherited', () => {
    const edits = withValue(draft(), 'agentName', null);
    expect(edits).toEqual({ agentName: null });
    expect(shown(draft({ edits }), 'agentName', '')).toEqual({ value: 'Sarah', own: false, changed: true });
  });

  it('has no edit left when a value is set back to what is saved', () => {
    const edits = withValue(draft(), 'agentName', 'Mia');
    expect(withValue(draft({ edits }), 'agentName', 'Nora')).toEqual({});
  });

  it('keeps an own value that equals the default', () => {
    expect(withValue(draft(), 'voice', 'marin')).toEqual({ voice: 'marin' });
  });

  it('edits sliders one by one and can inherit each', () => {
    const edits = withSlider(draft(), 'humor', null);
    expect(edits).toEqual({ personality: { humor: null } });
    expect(shownSlider(draft({ edits }), 'humor')).toMatchObject({ value: 50, own: false, changed: true });
    expect(withSlider(draft({ edits }), 'humor', 20)).toEqual({});
    expect(shownSlider(draft(), 'warmth')).toMatchObject({ value: 65, own: false, fallback: 65 });
  });

  it('takes a preset whole: sliders that it does not move go back to the middle', () => {
    const edits = withPreset(draft(), { patience: 80 });
    const after = draft({ edits });
    expect(shownSlider(after, 'patience').value).toBe(80);
    expect(shownSlider(after, 'humor').value).toBe(50);
    expect(shownSlider(after, 'warmth').value).toBe(50);
    expect(shownSlider(after, 'empathy').own).toBe(false);
  });

  it('counts each changed setting and each changed slider', () => {
    expect(editCount({})).toBe(0);
    expect(editCount({ agentName: 'Mia', personality: { humor: 1, warmth: null } })).toBe(3);
  });

  it('is always a patch that the server takes, whatever sliders are moved', () => {
    const move = fc.tuple(fc.constantFrom(...SLIDERS), fc.option(fc.integer({ min: 0, max: 100 })));
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        const edits = moves.reduce(
          (before, [slider, value]) => withSlider(draft({ edits: before }), slider, value),
          {},
        );
        expect(agentPatch.safeParse(edits).success).toBe(true);
        for (const [slider, value] of new Map(moves)) {
          const expected = value ?? defaults.personality[slider] ?? 50;
          expect(shownSlider(draft({ edits }), slider).value).toBe(expected);
        }
      }),
    );
  });
});

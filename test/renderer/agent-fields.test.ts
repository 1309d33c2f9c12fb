import { describe, expect, it } from 'vitest';
import { pathWords } from '../../renderer/pages/tenants/change-words.ts';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { AGENT_FIELDS, type AgentSettings } from '../../server/contracts/agent.ts';
import { changesBetween } from '../../server/tenants/changes.ts';
import { textOf } from '../house/project-files.ts';

describe('every setting of an agent', () => {
  it.each(AGENT_FIELDS)('%s is edited in one part of the panel', (field) => {
    const parts = textOf('renderer/pages/tenants/agent-tabs.tsx');
    expect(parts.split(`'${field}'`).length).toBeGreaterThan(1);
  });

  it('has a name where its versions are shown', () => {
    const settings: AgentSettings = {
      ...BUILT_IN_AGENT,
      personality: { warmth: 90 },
      translations: { 'pt-BR': { greeting: 'Olá.', aiNotice: 'Sou uma IA.' } },
      callFields: {
        type: 'object',
        properties: { policyNumber: { type: 'string', description: 'As spoken' } },
      },
      delivery: { ...BUILT_IN_AGENT.delivery, webhookUrl: 'https://example.com/' },
      memoryPolicy: { keepDays: 30, sensitive: ['health'], check: 'Your pet?' },
      caps: { callMinutes: 1, dayMinutes: 1, monthMinutes: 1, callUsd: 1, dayUsd: 1, monthUsd: 1, calls: 1 },
    };
    const paths = changesBetween({}, { agent: settings }).map(({ path }) => path);
    expect(paths.filter((path) => pathWords(path, new Map()) === path)).toEqual([]);
    expect(pathWords('agent.translations.pt-BR.greeting', new Map())).toBe(
      'Greeting for a new caller, pt-BR',
    );
    expect(pathWords('agent.callFields.properties.policyNumber.type', new Map())).toBe(
      'Noted of every call: policyNumber',
    );
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createToolbox } from '../../server/call/toolbox.ts';
import { httpTool } from '../../server/contracts/tools.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse } from './house-of-calls.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

it('has names of its own that no tool of a tenant can take', async () => {
  const tenant = await house.createTenant({
    agent: {
      appointments: 'request',
      memoryPolicy: { keepDays: null, sensitive: ['balance'], check: 'What is your birthday?' },
      transfers: [
        {
          label: 'Billing',
          number: '+12125550142',
          when: '',
          mode: 'warm',
          schedule: { weekly: [], holidays: [] },
        },
      ],
    },
  });
  const scope = tenantScope(tenant.id);
  const from = '+15551230001';
  await house.memories.patch(scope, from, {
    profile: { checkAnswer: '1 May' },
    facts: [{ text: 'The balance is 5 dollars.' }],
  });
  const tools = createToolbox({
    clock: house.clock,
    knowledge: house.knowledge,
    memories: house.memories,
    forgetting: { reserve: async () => '0123456789' },
    external: () => [],
  })({
    scope,
    tenant,
    from,
    settings: house.tenants.settingsOf(tenant),
    memory: await house.memories.recall(scope, from),
    knowledge: { mode: 'search', quoted: '', titles: [], answers: [] },
  });
  const names = tools.map(({ spec }) => spec.name);
  expect(names).toHaveLength(9);
  for (const name of names) expect(httpTool.shape.name.safeParse(name).success, name).toBe(false);
});

import { CallArchive } from '../../../server/call/archive.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { openJsonStore } from '../../../server/store/json/index.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from '../appliance.ts';
import { inventedCall } from '../invented-calls.ts';
import { typedCall } from '../typing-caller.ts';
import { CALLS, type CallName, CLIENTS, KNOWLEDGE, MATTERS } from './agency.ts';

const DAY_MS = 86_400_000;
const PAST_DAYS = 70;

/** Makes the clients, and a past of seventy days for their charts and statements, in a folder no server has open. */
export async function writePast(dataDir: string): Promise<void> {
  const first = await startAppliance({ dataDir });
  await first.api('PATCH', '/api/settings', { settings: { agencyName: 'Northside Answering' } });
  for (const client of CLIENTS) await first.createTenant(client);
  await first.stop();
  const store = await openJsonStore({ dataDir, clock: systemClock, onDamage() {}, onSaving() {} });
  const archive = new CallArchive(store.documents);
  let index = 0;
  for (let day = PAST_DAYS; day >= 1; day -= 1) {
    const noonMs = Math.floor((systemClock.now() - day * DAY_MS) / DAY_MS) * DAY_MS + DAY_MS / 2;
    const isWeekend = [0, 6].includes(new Date(noonMs).getUTCDay());
    const calls = isWeekend ? 2 : 6 + ((day * 5) % 7);
    for (let nth = 0; nth < calls; nth += 1) {
      index += 1;
      const tenantId = [1, 1, 2, 3, 1, 2, 4][index % 7] ?? 1;
      const startedAt = new Date(noonMs + 4 * 3_600_000 + nth * 23 * 60_000).toISOString();
      const call = inventedCall({ index, tenantId, startedAt, exchanges: 3 + (index % 5), paceMs: 9_000 });
      const matters = MATTERS[tenantId - 1] ?? [];
      await archive.save(tenantScope(tenantId), {
        ...call,
        from: `+1212555${String(1_000 + (index % 80) * 7).padStart(4, '0')}`,
        summary: matters[index % matters.length] ?? null,
      });
    }
  }
  await store.close();
}

/** Real practice calls, knowledge, versions and a draft. Resolves with the SIDs of the calls by their names. */
export async function fill(appliance: Appliance): Promise<Record<CallName, string>> {
  const { api } = appliance;
  await api('PATCH', '/api/tenants/1', { agent: { personality: { warmth: 90 } } });
  for (const [title, text] of KNOWLEDGE)
    await api('POST', '/api/tenants/1/knowledge', { kind: 'faq', title, text });
  const calls: Record<string, string> = {};
  // One after the other: nobody waits for an answer because the computer is busy with the others.
  for (const [name, call] of Object.entries(CALLS)) {
    const { callSid } = await typedCall(appliance, systemClock, call);
    await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
    calls[name] = callSid;
  }
  await api('PATCH', '/api/tenants/1', {
    agent: { greeting: '{time_greeting}, Harbor Dental, this is {agent_name}. How may I help you today?' },
  });
  await api('PATCH', '/api/tenants/2/draft', {
    agent: { address: '40 Mill Lane', personality: { humor: 70 } },
  });
  // The names are those of the calls.
  return calls as Record<CallName, string>;
}

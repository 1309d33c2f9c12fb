import { expect, vi } from 'vitest';
import { AfterCall } from '../../server/call/after-call.ts';
import { CallArchive } from '../../server/call/archive.ts';
import type { CallTool } from '../../server/call/call-tool.ts';
import { createGreetingCache } from '../../server/call/greeting-cache.ts';
import { createPlanner } from '../../server/call/plan.ts';
import { callKey } from '../../server/call/record.ts';
import { CallRegistry } from '../../server/call/registry.ts';
import type { CallSession } from '../../server/call/session.ts';
import { createToolbox } from '../../server/call/toolbox.ts';
import type { IncomingCall, LegListener, MediaLeg } from '../../server/carrier/carrier.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';
import type { Tenant, TenantCreate } from '../../server/contracts/tenant.ts';
import { Knowledge } from '../../server/knowledge/knowledge.ts';
import { Memories } from '../../server/memory/memories.ts';
import type { CallReader } from '../../server/model/after-call.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { LagWatch } from '../../server/platform/lag-watch.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import { AgentDefaults } from '../../server/tenants/defaults.ts';
import { Tenants } from '../../server/tenants/tenants.ts';
import { ManualClock } from '../manual-clock.ts';
import { ScriptedEngine } from '../scripted-engine.ts';

/** Everything a call was sent, as the carrier would get it. */
export class RecordedLeg implements MediaLeg {
  readonly streamSid = 'MZ1';
  readonly sent: string[] = [];
  readonly marks: string[] = [];
  cleared = 0;
  closed = 0;
  readonly callSid: string;

  constructor(callSid: string) {
    this.callSid = callSid;
  }
  sendAudio(payload: string): void {
    this.sent.push(payload);
  }
  sendMark(name: string): void {
    this.marks.push(name);
  }
  clear(): void {
    this.cleared += 1;
  }
  close(): void {
    this.closed += 1;
  }
}

/** Reads nothing out of a call but that it took place. */
export const plainReader: CallReader = {
  read: async () => ({
    learnings: {
      name: null,
      facts: [],
      preferences: [],
      openMatters: [],
      settledMatters: [],
      summary: 'They talked.',
    },
    reading: { outcome: 'answered', sentiment: 'neutral', followUps: [], fields: {} },
    unanswered: [],
    usage: {},
  }),
};

const NOTHING_SPENT = { dayMinutes: 0, monthMinutes: 0, dayUsd: 0, monthUsd: 0, calls: 0 };

/** The rooms a call needs, on a real store, with a clock and engines that the test moves. */
export async function openHouse(dataDir: string, reader: CallReader = plainReader) {
  const clock = new ManualClock();
  const logger = createLogger({ level: 'silent' });
  const store = await openJsonStore({ dataDir, clock, onDamage: () => {} });
  const events: ServerEvent[] = [];
  const publish = (event: ServerEvent): void => void events.push(event);
  const shared = { store: store.documents, applianceScope, clock, logger, publish };
  const defaults = await AgentDefaults.load(shared);
  const tenants = await Tenants.load({
    ...shared,
    givenIds: store.lasting,
    scopeOf: tenantScope,
    defaults,
    timeZone: 'UTC',
    otherKinds: [],
    eraseFiles: async () => {},
  });
  const memories = new Memories({ store: store.documents, clock, publish });
  const knowledge = new Knowledge({
    store: store.documents,
    clock,
    ids: randomIds,
    readPdf: () => Promise.reject(new Error('No test of calls reads a PDF.')),
  });
  const archive = new CallArchive(store.documents);
  const engine = new ScriptedEngine('openai');
  const standIn = new ScriptedEngine('offline');
  /** What the tenant's own tools are in the next call. */
  const externalTools: CallTool[] = [];
  const filed: CallRecord[] = [];
  const forgotten: CallRecord[] = [];
  const gaps: string[] = [];
  const afterCall = new AfterCall({
    clock,
    archive,
    settingsOf: (scope) => tenants.settingsOf(tenants.get(scope)),
    fileMessages: async (_scope, record) => void filed.push(record),
    forget: async (_scope, record) => void forgotten.push(record),
    noteGaps: async (_scope, _callSid, questions) => void gaps.push(...questions),
    logger,
    publish,
    readerFor: () => reader,
    ruleReader: plainReader,
    exists: ({ tenantId }) => tenants.list().some(({ id }) => id === tenantId),
    recall: (scope, from) => memories.recall(scope, from),
    learn: (scope, from, lesson) => memories.learn(scope, from, lesson),
    readingCost: () => 0,
  });
  const storageFailures: string[] = [];
  const modelFailures: string[] = [];
  const lag = new LagWatch(clock);
  const registry = new CallRegistry({
    clock,
    ids: randomIds,
    journals: store.journals,
    afterCall,
    publish,
    capacity: 3,
    onStorageFailed: (message) => void storageFailures.push(message),
    session: {
      clock,
      lag,
      logger,
      plan: createPlanner({
        tenants,
        memories,
        clock,
        logger,
        knowledge,
        toolbox: createToolbox({
          clock,
          knowledge,
          memories,
          forgetting: { reserve: async () => '0123456789' },
          external: () => externalTools,
        }),
        engine: () => engine,
      }),
      publish,
      greetings: createGreetingCache(store.blobs),
      standIn,
      openRecording: (scope, callSid) => store.recordings.open(scope, callKey(callSid)),
      speech: { speak: async () => new Uint8Array(8_000).fill(0x55) },
      limitsOf: (tenant) => ({
        tenant: { caps: tenants.settingsOf(tenant).caps, spent: NOTHING_SPENT },
        appliance: { caps: NO_CAPS, spent: NOTHING_SPENT },
      }),
      triesDraft: () => false,
      cost: () => 0.5,
      onModelReady: () => {},
      onModelFailed: (_tenantId, failure) => void modelFailures.push(failure),
    },
  });

  const createTenant = (over: Partial<TenantCreate> = {}): Promise<Tenant> =>
    tenants.create({ businessName: 'Acme', contactName: 'Ann', email: 'ann@example.com', ...over }, 'test');
  const incoming = (callSid: string, from = '+15551230001'): IncomingCall => ({
    callSid,
    accountSid: 'AC1',
    from,
    to: '+15559990001',
    practice: true,
    publicOrigin: 'http://127.0.0.1:1',
  });
  /** Begins a call and waits until the engine was opened for it. */
  const ring = async (
    tenant: Tenant,
    callSid: string,
    from?: string,
  ): Promise<{ session: CallSession; token: string }> => {
    const opened = engine.conversations.length;
    const call = registry.begin(incoming(callSid, from), tenant, tenantScope(tenant.id));
    await until(() => engine.conversations.length > opened);
    engine.last.emit({ type: 'ready' });
    return call;
  };
  const join = (session: CallSession): { leg: RecordedLeg; line: LegListener } => {
    const leg = new RecordedLeg(session.callSid);
    return { leg, line: session.join(leg) };
  };
  /** Ends what is still in progress, without waiting for anybody's last words. */
  const hangUpAll = (): Promise<void> => {
    for (const session of registry.all()) session.close('shutdown');
    return registry.shutdown();
  };
  return {
    hangUpAll,
    externalTools,
    knowledge,
    filed,
    forgotten,
    gaps,
    afterCall,
    archive,
    clock,
    createTenant,
    engine,
    events,
    incoming,
    join,
    memories,
    modelFailures,
    registry,
    ring,
    standIn,
    storageFailures,
    store,
    tenants,
  };
}

/** Waits for work on files that goes on behind the calls; fails when the condition never holds. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 20_000, interval: 2 });
}

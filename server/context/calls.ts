import { AfterCall } from '../call/after-call.ts';
import { createGreetingCache } from '../call/greeting-cache.ts';
import { createPlanner } from '../call/plan.ts';
import { callKey } from '../call/record.ts';
import { CallRegistry } from '../call/registry.ts';
import { createToolbox } from '../call/toolbox.ts';
import { LagWatch } from '../platform/lag-watch.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Base } from './base.ts';
import type { Engines } from './engines.ts';
import { wireForgetting } from './forgetting.ts';
import { followCalls, limitsNow } from './money.ts';
import type { Rooms } from './rooms.ts';
import type { ToolSources } from './tools.ts';

export type Calls = ReturnType<typeof wireCalls>;

export function wireCalls(base: Base, rooms: Rooms, engines: Engines, { external }: ToolSources) {
  const { tenants, memories, archive, draftCalls, inbox, knowledge } = rooms;
  const { config, clock, ids, logger, alerts, events, publish, store } = base;
  const plan = createPlanner({
    tenants,
    memories,
    clock,
    logger,
    knowledge,
    toolbox: createToolbox({
      clock,
      knowledge,
      external,
      memories,
      forgetting: { reserve: (scope, call) => forgetting.reserve(scope, call) },
    }),
    engine: engines.current,
  });
  const afterCall = new AfterCall({
    clock,
    archive,
    logger,
    publish,
    readerFor: (engine) => (engine === 'openai' ? engines.openAiReader : engines.ruleReader),
    ruleReader: engines.ruleReader,
    exists: ({ tenantId }) => tenants.list().some(({ id }) => id === tenantId),
    settingsOf: (scope, record) => tenants.settingsOf(draftCalls.met(record, tenants.get(scope))),
    fileMessages(scope, record) {
      const tenant = draftCalls.met(record, tenants.get(scope));
      return inbox.file(scope, tenant, tenants.settingsOf(tenant), record);
    },
    forget: (scope, record) => forgetting.afterCall(scope, record),
    async noteGaps(scope, callSid, questions) {
      for (const question of questions) await knowledge.reportUnanswered(scope, question, callSid);
    },
    recall: (scope, from) => memories.recall(scope, from),
    learn: (scope, from, lesson) => memories.learn(scope, from, lesson),
    readingCost: engines.pricing.reading,
  });
  const lag = new LagWatch(clock);
  const registry = new CallRegistry({
    clock,
    ids,
    journals: store.journals,
    afterCall,
    publish,
    capacity: config.maxCalls,
    onStorageFailed: (message) =>
      logger.error({ error: message }, 'What was said in a call could not be stored'),
    session: {
      clock,
      lag,
      logger,
      plan,
      publish,
      greetings: createGreetingCache(store.blobs),
      standIn: engines.offline,
      openRecording: (scope, callSid) => store.recordings.open(scope, callKey(callSid)),
      speech: engines.offline.speech,
      triesDraft: (call) => draftCalls.tries(call),
      cost: engines.pricing.call,
      limitsOf: limitsNow(rooms),
      onModelReady(engine) {
        if (engine === 'openai') alerts.resolve('model');
      },
      onModelFailed(tenantId, failure, message) {
        logger.error({ tenantId, failure, error: message }, 'The model failed');
        const text = `The voice model failed and the offline receptionist took over. ${message}`;
        alerts.raise({ key: 'model', level: 'critical', message: text, tenantIds: [tenantId] });
      },
    },
  });
  followCalls(rooms, engines, registry);
  const metrics = createMetrics(() => registry.size, events);
  const forgetting = wireForgetting(base, rooms, { afterCall, registry });
  return { plan, afterCall, registry, metrics, forgetting, lag };
}

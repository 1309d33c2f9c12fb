import { AfterCall } from '../call/after-call.ts';
import { createGreetingCache } from '../call/greeting-cache.ts';
import { createPlanner } from '../call/plan.ts';
import { CallRegistry } from '../call/registry.ts';
import { createToolbox } from '../call/toolbox.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Base } from './base.ts';
import type { Engines } from './engines.ts';
import type { Rooms } from './rooms.ts';

export type Calls = ReturnType<typeof wireCalls>;

export function wireCalls(base: Base, { tenants, memories, archive }: Rooms, engines: Engines) {
  const { config, clock, ids, logger, alerts, events, publish, store } = base;
  const plan = createPlanner({
    tenants,
    memories,
    clock,
    logger,
    toolbox: createToolbox(),
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
    languageOf: (scope) => tenants.settingsOf(tenants.get(scope)).language,
    recall: (scope, from) => memories.recall(scope, from),
    learn: (scope, from, lesson) => memories.learn(scope, from, lesson),
    readingCost: engines.pricing.reading,
  });
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
      logger,
      plan,
      publish,
      greetings: createGreetingCache(store.blobs),
      standIn: engines.offline,
      cost: engines.pricing.call,
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
  const metrics = createMetrics(() => registry.size, events);
  return { plan, afterCall, registry, metrics };
}

import { join } from 'node:path';
import { AfterCall } from './call/after-call.ts';
import { CallArchive } from './call/archive.ts';
import { createGreetingCache } from './call/greeting-cache.ts';
import { createPlanner } from './call/plan.ts';
import { callKind, callMonthKind } from './call/record.ts';
import { recoverCalls } from './call/recover.ts';
import { CallRegistry } from './call/registry.ts';
import { createPracticeLine, type PracticeLine } from './carrier/practice/practice-line.ts';
import { createLineSetup } from './carrier/twilio/numbers.ts';
import { createTwilioProtocol } from './carrier/twilio/protocol.ts';
import type { Trunk } from './carrier/twilio/signature.ts';
import type { Config } from './config.ts';
import type { ServerEvent } from './contracts/events.ts';
import { practiceNumber } from './contracts/practice-number.ts';
import type { ControlParts } from './http/control/parts.ts';
import { type IncomingParts, lookUpCall, STREAM_PATH } from './http/public/incoming-call.ts';
import { CALLER_MEMORY } from './memory/document.ts';
import { Memories } from './memory/memories.ts';
import type { ModelEngine } from './model/engine.ts';
import { createOfflineEngine } from './model/offline/engine.ts';
import { createRuleReader } from './model/offline/rule-reader.ts';
import { checkKey } from './model/openai/check-key.ts';
import { createOpenAiEngine } from './model/openai/engine.ts';
import { createOpenAiReader } from './model/openai/reader.ts';
import { type Alerts, createAlerts } from './platform/alerts.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { Emitter } from './platform/emitter.ts';
import { type Ids, randomIds } from './platform/ids.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { createMetrics } from './platform/metrics.ts';
import { type JsonStore, openJsonStore } from './store/json/index.ts';
import { applianceScope, tenantScope } from './store/make-scope.ts';
import type { SecretVault } from './store/secrets.ts';
import { ApplianceSettings } from './tenants/appliance-settings.ts';
import { AgentDefaults } from './tenants/defaults.ts';
import { Lines } from './tenants/lines.ts';
import { Tenants } from './tenants/tenants.ts';
import { createFixedTunnel } from './tunnel/fixed.ts';
import { createNgrokTunnel } from './tunnel/ngrok.ts';
import { createNoTunnel } from './tunnel/none.ts';
import { PublicAddress } from './tunnel/public-address.ts';
import type { Tunnel } from './tunnel/tunnel.ts';
import { createPricing } from './usage/pricing.ts';

/** `out/renderer`, seen from this source, or from `out/main` when this file has been bundled. */
const BUILT_PANEL = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '..', 'out', 'renderer')
  : join(import.meta.dirname, '..', 'renderer');

/** What may be given instead of what would be made: the seam for the desktop shell and for tests. */
export interface ContextOverrides {
  logger?: Logger;
  /** Where the desktop shell keeps the keys. */
  vault?: SecretVault;
  /** Folder of the built control panel; `null` serves none. */
  panelDir?: string | null;
}

export interface Context {
  events: Emitter<ServerEvent>;
  alerts: Alerts;
  registry: CallRegistry;
  incoming: IncomingParts;
  control: ControlParts;
  practice: PracticeLine;
  address: PublicAddress;
  controlToken: string;
  /** Told once the public listener listens. */
  setPublicPort(port: number): void;
  close(): Promise<void>;
}

const VERSION = '0.1.0';
/** The account of practice calls; no carrier's looks like it. */
const PRACTICE_ACCOUNT = 'ACpractice';

/**
 * Wires everything. Rejects with `conflict` when another copy has the data folder, with `storage-failed` when it can't
 * be read.
 */
export async function createContext(config: Config, overrides: ContextOverrides = {}): Promise<Context> {
  const base = await openBase(config, overrides);
  try {
    const rooms = await openRooms(base, overrides.vault ?? base.store.secrets);
    const engines = wireEngines(base, rooms.settings);
    const calls = wireCalls(base, rooms, engines);
    const line = wireLine(base, rooms, engines, calls);
    await recoverCalls({
      ...base,
      ...base.store,
      ...rooms,
      ...calls,
      cost: engines.pricing.call,
      scopeOf: tenantScope,
    });
    return {
      events: base.events,
      alerts: base.alerts,
      registry: calls.registry,
      incoming: line.incoming,
      control: wireControl(base, rooms, engines, calls, line, overrides.panelDir),
      practice: line.practice,
      address: line.address,
      controlToken: config.controlToken ?? base.ids.token(),
      setPublicPort: line.setPublicPort,
      async close() {
        await calls.registry.shutdown();
        await line.practice.close();
        await line.address.close();
        await engines.shutdown();
        await base.store.close();
      },
    };
  } catch (error) {
    await base.store.close();
    throw error;
  }
}

interface Base {
  config: Config;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  alerts: Alerts;
  events: Emitter<ServerEvent>;
  publish(event: ServerEvent): void;
  store: JsonStore;
}

async function openBase(config: Config, overrides: ContextOverrides): Promise<Base> {
  const clock = systemClock;
  const ids = randomIds;
  const logger =
    overrides.logger ?? createLogger({ level: config.logLevel, showPersonal: config.logPersonal });
  const events = new Emitter<ServerEvent>((error) =>
    logger.error({ error }, 'An event could not be delivered'),
  );
  const publish = (event: ServerEvent): void => events.emit(event);
  const alerts = createAlerts(clock, (alert) => publish({ type: 'alert', alert }));
  const store = await openJsonStore({
    dataDir: config.dataDir,
    clock,
    onDamage({ path, recovered }) {
      logger.error({ path, recovered }, 'A damaged document was found');
      const then = recovered ? 'Its last good copy is used.' : 'No good copy is left; restore a backup.';
      alerts.raise({
        key: `damage:${path}`,
        level: 'critical',
        message: `The file ${path} was damaged. ${then}`,
      });
    },
    onSaving(problem) {
      if (problem === null) alerts.resolve('disk');
      else
        alerts.raise({ key: 'disk', level: 'critical', message: `Nothing can be saved. ${problem.message}` });
    },
  });
  return { config, clock, ids, logger, alerts, events, publish, store };
}

type Rooms = Awaited<ReturnType<typeof openRooms>>;

async function openRooms({ config, clock, logger, publish, store }: Base, vault: SecretVault) {
  const { documents } = store;
  const settings = await ApplianceSettings.load({ documents, scope: applianceScope, vault, fixed: config });
  const shared = { store: documents, applianceScope, clock, logger, publish };
  const defaults = await AgentDefaults.load(shared);
  const tenants = await Tenants.load({
    ...shared,
    scopeOf: tenantScope,
    defaults,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    otherKinds: [CALLER_MEMORY, callKind, callMonthKind],
  });
  const memories = new Memories({ store: documents, clock, publish });
  const archive = new CallArchive(documents);
  for (const tenant of tenants.list()) await archive.load(tenantScope(tenant.id));
  return { settings, defaults, tenants, memories, archive };
}

type Engines = ReturnType<typeof wireEngines>;

function wireEngines({ clock, logger }: Base, settings: ApplianceSettings) {
  const openAiSettings = () => {
    const { openaiBaseUrl: baseUrl, ...current } = settings.current();
    return { ...current, apiKey: settings.secret('OPENAI_API_KEY'), baseUrl };
  };
  const offline = createOfflineEngine({ clock, logger });
  // Ready before the first call needs it; what goes wrong here is told when a call meets it.
  void offline.speech.speak('Hello.', 'slt').catch(() => undefined);
  const openai = createOpenAiEngine({ settings: openAiSettings, clock, logger });
  const byId: Record<ModelEngine['id'], ModelEngine> = { offline, openai };
  return {
    offline,
    openAiReader: createOpenAiReader({ settings: openAiSettings, logger }),
    ruleReader: createRuleReader(),
    /** OpenAI as soon as there is a key, unless the settings say otherwise. */
    current(): ModelEngine {
      const chosen = settings.current().engine ?? (settings.secret('OPENAI_API_KEY') ? 'openai' : 'offline');
      return byId[chosen];
    },
    /** What is wrong with the key in use; `null` when it works or there is none. */
    problem: async () => (settings.secret('OPENAI_API_KEY') ? checkKey(openAiSettings()) : null),
    pricing: createPricing(() => settings.current(), clock),
    async shutdown() {
      await openai.shutdown();
      await offline.shutdown();
    },
  };
}

type Calls = ReturnType<typeof wireCalls>;

function wireCalls(base: Base, { tenants, memories, archive }: Rooms, engines: Engines) {
  const { config, clock, ids, logger, alerts, events, publish, store } = base;
  const plan = createPlanner({ tenants, memories, clock, logger, engine: engines.current });
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

type Line = ReturnType<typeof wireLine>;
/** Everything between the world and a call: addresses, signatures, numbers, and the practice phone. */
function wireLine(base: Base, { settings, tenants, archive }: Rooms, engines: Engines, { registry }: Calls) {
  const { config, clock, ids, logger, events, publish } = base;
  let publicPort = config.publicPort;
  const loopbackOrigin = (): string => `http://127.0.0.1:${publicPort}`;
  const practiceSecret = ids.token();
  const address = wireAddress(base, settings);
  const lines = new Lines({
    tenants,
    setup() {
      const { twilioAccountSid: accountSid, twilioApiUrl: apiUrl } = settings.current();
      const authToken = settings.secret('TWILIO_AUTH_TOKEN');
      return accountSid && authToken ? createLineSetup({ accountSid, authToken, apiUrl }) : null;
    },
    origin: () => address.origin(),
    logger,
    publish,
  });
  events.on(({ type }) => {
    if (type === 'tenant.changed') void lines.point();
  });
  const trunks = (): Trunk[] => {
    const origin = address.origin();
    const authToken = settings.secret('TWILIO_AUTH_TOKEN');
    const practiceTrunk = { origin: loopbackOrigin(), authToken: practiceSecret, practice: true };
    return [practiceTrunk, ...(origin && authToken ? [{ origin, authToken, practice: false }] : [])];
  };
  const protocol = createTwilioProtocol({
    clock,
    trunks,
    accountOf: ({ practice }) => (practice ? PRACTICE_ACCOUNT : settings.current().twilioAccountSid),
    streamPath: STREAM_PATH,
  });
  const practice = createPracticeLine({
    clock,
    ids,
    log: logger,
    origin: loopbackOrigin,
    authToken: practiceSecret,
    accountSid: PRACTICE_ACCOUNT,
    speech: engines.offline.speech,
    callerVoice: 'rms',
    carrierVoice: 'kal',
    typed: (callSid, text) => registry.get(callSid)?.typed(text),
  });
  const incoming: IncomingParts = {
    registry,
    archive,
    protocol,
    logger,
    clock,
    // On the practice line a tenant without a number has one made from its id.
    tenantByNumber: (to, practice) =>
      tenants.byNumber(to) ??
      (practice ? tenants.list().find(({ id }) => practiceNumber(id) === to) : undefined),
    agentOf: (tenant) => tenants.settingsOf(tenant),
  };
  return {
    address,
    lines,
    practice,
    incoming,
    loopbackOrigin,
    publicPort: () => publicPort,
    setPublicPort(port: number) {
      publicPort = port;
    },
  };
}

function wireAddress({ clock, logger, alerts, publish }: Base, settings: ApplianceSettings): PublicAddress {
  const make = async (): Promise<Tunnel> => {
    const { publicUrl, ngrokDomain } = settings.current();
    if (publicUrl !== null) return createFixedTunnel(publicUrl);
    const authtoken = settings.secret('NGROK_AUTHTOKEN');
    if (authtoken === undefined) return createNoTunnel();
    return createNgrokTunnel({ authtoken, domain: ngrokDomain, clock, logger });
  };
  return new PublicAddress(make, (status) => {
    publish({ type: 'tunnel.changed', tunnel: status });
    if (status.state === 'failed' && status.problem !== null)
      alerts.raise({ key: 'tunnel', level: 'critical', message: status.problem });
    else if (status.state !== 'connecting') alerts.resolve('tunnel');
  });
}

function wireControl(
  base: Base,
  rooms: Rooms,
  engines: Engines,
  { plan, afterCall, registry, metrics }: Calls,
  { address, incoming, lines, loopbackOrigin, practice, publicPort }: Line,
  panelDir: string | null = BUILT_PANEL,
): ControlParts {
  const { clock, ids, logger, alerts, events, store } = base;
  const verify = async (): Promise<void> => {
    const [problem] = await Promise.all([engines.problem(), lines.point()]);
    if (problem === null) alerts.resolve('openai-key');
    else alerts.raise({ key: 'openai-key', level: 'critical', message: problem });
  };
  return {
    ...rooms,
    clock,
    ids,
    logger,
    registry,
    afterCall,
    plan,
    audit: store.audit,
    alerts,
    events,
    practice,
    metrics,
    lookUp({ to, from }) {
      const publicOrigin = address.origin() ?? loopbackOrigin();
      return lookUpCall(incoming, {
        callSid: 'lookup',
        accountSid: '',
        from,
        to,
        practice: true,
        publicOrigin,
      });
    },
    activeEngine: () => engines.current().id,
    tunnelStatus: () => address.status(),
    lines: () => lines.status(),
    publicPort,
    async reconnect() {
      await address.reopen();
      await verify();
    },
    verify,
    version: VERSION,
    panelDir,
  };
}

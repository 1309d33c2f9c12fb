import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CallArchive } from '../../server/call/archive.ts';
import { Forgetting, type ForgettingParts } from '../../server/call/forgetting.ts';
import { newRecord } from '../../server/call/record.ts';
import { agentSettings } from '../../server/contracts/agent.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { callerMessage } from '../../server/contracts/message.ts';
import { tenantDocument } from '../../server/contracts/tenant.ts';
import { Knowledge } from '../../server/knowledge/knowledge.ts';
import { Memories } from '../../server/memory/memories.ts';
import { AppError } from '../../server/platform/errors.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { TenantScope } from '../../server/store/scope.ts';
import type { DocumentStore } from '../../server/store/store.ts';
import type { ManualClock } from '../manual-clock.ts';
import { openPostOffice } from '../messages/post-office.ts';

/** A store whose writes fail from the given one on, as if the machine had stopped there. */
function stoppingAfter(store: DocumentStore, writes: number): DocumentStore {
  let left = writes;
  const count = (): void => {
    if (left <= 0) throw new AppError('storage-failed', 'The machine has stopped.');
    left -= 1;
  };
  return {
    read: (scope, use) => store.read(scope, use),
    tenantIds: () => store.tenantIds(),
    close: () => store.close(),
    transact: (scope, use) =>
      store.transact(scope, (writer) =>
        use({
          get: (kind, key) => writer.get(kind, key),
          keys: (kind) => writer.keys(kind),
          async put(kind, key, body) {
            count();
            await writer.put(kind, key, body);
          },
          async remove(kind, key) {
            count();
            await writer.remove(kind, key);
          },
          async scrub(kind, key) {
            count();
            await writer.scrub(kind, key);
          },
        }),
      ),
  };
}

interface OblivionOptions {
  dataDir: string;
  clock?: ManualClock;
  /** After so many writes of the rooms that forget, the disk takes no more. */
  writes?: number;
  settle?: ForgettingParts['settle'];
  settleCall?: ForgettingParts['settleCall'];
  noteForgotten?: ForgettingParts['noteForgotten'];
}

/** Everything that holds something of callers, on real files, as after a start of the server. */
export async function openOblivion({
  dataDir,
  clock,
  writes,
  settle,
  settleCall,
  noteForgotten,
}: OblivionOptions) {
  const offline = new AppError('unavailable', 'No way out.', { retryable: true });
  const office = await openPostOffice({
    dataDir,
    ...(clock && { clock }),
    tenantIds: [1, 2],
    notifier: { send: () => Promise.reject(offline) },
  });
  const { store, inbox, events } = office;
  const documents = writes === undefined ? store.documents : stoppingAfter(store.documents, writes);
  const publish = (event: (typeof events)[number]): void => void events.push(event);
  const archive = new CallArchive(documents);
  for (const id of [1, 2]) await archive.load(tenantScope(id));
  const memories = new Memories({ store: documents, clock: office.clock, publish });
  const readPdf = (): Promise<never> => Promise.reject(new Error('There is no PDF here.'));
  const knowledge = new Knowledge({ store: store.documents, clock: office.clock, ids: randomIds, readPdf });
  const recordings = new Set<string>();
  const forgetting = new Forgetting({
    documents,
    archive,
    memories,
    audit: store.audit,
    clock: office.clock,
    ids: randomIds,
    logger: createLogger({ level: 'silent' }),
    publish,
    settle: settle ?? (async () => {}),
    settleCall: settleCall ?? (async () => {}),
    noteForgotten: noteForgotten ?? (async () => {}),
    forgetMessages: (scope, callSids) => inbox.forgetCalls(scope, callSids),
    forgetGaps: (scope, callSids) => knowledge.forgetCalls(scope, callSids),
    forgetRecordings: async (_scope, callSids) =>
      callSids.filter((callSid) => recordings.delete(callSid)).length,
  });
  return { ...office, archive, forgetting, knowledge, memories, recordings };
}
export type Oblivion = Awaited<ReturnType<typeof openOblivion>>;

export interface CallOfCaller {
  callSid: string;
  from: string;
  /** Stands in everything that is kept of the call. */
  secret: string;
  startedAt: string;
}

/** The record of a call in which everything that can be kept was said. */
export function callRecordOf(
  scope: TenantScope,
  { callSid, from, secret, startedAt }: CallOfCaller,
): CallRecord {
  const incoming = {
    callSid,
    accountSid: 'AC1',
    from,
    to: '+15559990001',
    practice: false,
    publicOrigin: 'http://127.0.0.1:1',
  };
  const says = (what: string): string => `${what} ${secret}`;
  return {
    ...newRecord(incoming, scope.tenantId, startedAt),
    state: 'ended',
    endReason: 'caller-hung-up',
    endedAt: startedAt,
    durationMs: 60_000,
    costUsd: 0.25,
    transcript: [{ role: 'caller', text: says('I am'), atMs: 0 }],
    messages: [callerMessage.parse({ name: secret, text: says('tell'), atMs: 1, callbackNumber: from })],
    summary: says('sum'),
    reading: {
      outcome: 'message-taken',
      sentiment: 'neutral',
      followUps: [says('ring')],
      fields: { f: secret },
    },
    flags: [{ kind: 'claim-without-receipt', text: says('flag'), atMs: 2 }],
    tools: [{ name: 'verify_caller', atMs: 1, tookMs: 1, ok: true }],
    transfers: [{ label: 'Sales', mode: 'warm', summary: says('wants'), atMs: 3, outcome: 'accepted' }],
    language: 'en',
    recorded: true,
  };
}

/** Keeps a call everywhere: record, memory, inbox with deliveries, gap, recording. Twice, so that all have two generations. */
export async function keepCall(house: Oblivion, scope: TenantScope, call: CallOfCaller): Promise<void> {
  const record = callRecordOf(scope, call);
  const { callSid, from, secret } = call;
  for (const costUsd of [0.2, 0.25]) await house.archive.save(scope, { ...record, costUsd });
  await house.memories.learn(scope, from, {
    callSid,
    learnings: {
      name: secret,
      facts: [{ text: `Knows ${secret}`, replaces: null }],
      preferences: [`Likes ${secret}`],
      openMatters: [`Waits for ${secret}`],
      settledMatters: [],
      summary: `About ${secret}`,
    },
    at: call.startedAt,
    transcript: record.transcript,
    language: 'en',
  });
  const settings = agentSettings.pick({ delivery: true, followUp: true }).parse({
    delivery: { emails: ['owner@example.com'], sms: [], webhookUrl: null, withTranscript: true },
    followUp: { on: true, text: 'Thank you for calling.' },
  });
  const more = { agentName: 'Sarah', address: '', dialCountries: ['US'] };
  await house.inbox.file(scope, tenantOf(scope), { ...more, ...settings }, record);
  await house.knowledge.reportUnanswered(scope, `Do you know anything about ${secret}?`, callSid);
  house.recordings.add(callSid);
}

/** Resolves once every delivery was tried, and waits to be tried again. */
export async function untilTried(house: Oblivion): Promise<void> {
  for (const tenantId of [1, 2]) {
    const tried = async () => (await house.deliveries(tenantId)).every(({ attempts }) => attempts > 0);
    while (!(await tried())) await new Promise((resolve) => setImmediate(resolve));
  }
  // The last of them may still be on its way to the disk.
  await house.store.documents.transact(tenantScope(1), async () => {});
  await house.store.documents.transact(tenantScope(2), async () => {});
}

function tenantOf({ tenantId }: TenantScope) {
  return tenantDocument.parse({
    id: tenantId,
    businessName: 'Acme',
    contactName: 'Ann',
    email: 'ann@example.com',
    phone: null,
    packageTier: 'starter',
    status: 'active',
    timeZone: 'UTC',
    phoneNumbers: [],
    agent: {},
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    version: 1,
  });
}

/** All files below a folder, by path, as text. */
export async function filesOf(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length), entry.isFile() ? await readFile(path, 'latin1') : '');
  }
  return found;
}

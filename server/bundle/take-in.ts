import { dialProblem } from '../agent/destinations.ts';
import type { CallArchive } from '../call/archive.ts';
import { callKey, callKind } from '../call/record.ts';
import type { BundleAbout, BundleCheck } from '../contracts/bundle.ts';
import { type Tenant, tenantDocument } from '../contracts/tenant.ts';
import { AppError } from '../platform/errors.ts';
import type { Progress } from '../platform/tasks.ts';
import type { Recordings } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore } from '../store/store.ts';
import { type TenantDecisions, undated } from '../tenants/decisions.ts';
import { TENANT } from '../tenants/documents.ts';
import type { TenantSecrets } from '../tenants/tenant-secrets.ts';
import type { Adopted, Tenants } from '../tenants/tenants.ts';
import { CARRIED, type Move, moved, movedCall } from './documents.ts';
import { readBundle } from './read.ts';

export interface TakingIn {
  documents: DocumentStore;
  recordings: Recordings;
  tenantSecrets: TenantSecrets;
  tenants: Tenants;
  archive: CallArchive;
  /** Takes what a new tenant brought along into use, before anybody is told of the tenant. */
  onTakenIn(scope: TenantScope, tenant: Tenant): Promise<void>;
  /** Drops what is held in memory of a tenant that did not come to be. */
  onLeftOut(tenantId: number): Promise<void>;
}

interface Source {
  file: string;
  passphrase: string;
  limitBytes: number;
}

/** Reads all of a bundle and says what importing it would make. Nothing is written. */
export async function checkBundle(
  { file, passphrase, limitBytes }: Source,
  { tenants }: Pick<TakingIn, 'tenants'>,
  progress: Progress,
): Promise<{ check: BundleCheck; adopted: Adopted }> {
  const counts = new Map<string, number>(CARRIED.map(({ name }) => [name, 0]));
  const found: { about: BundleAbout | null; tenant: Tenant | null; secrets: string[] } = {
    about: null,
    tenant: null,
    secrets: [],
  };
  let recordings = 0;
  let done = 0;
  await readBundle(file, passphrase, limitBytes, {
    async about(about) {
      found.about = about;
    },
    async document(name, _key, body) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (name === TENANT.name) found.tenant = tenantDocument.parse(body);
      progress(++done, null);
    },
    async secrets(values) {
      found.secrets = Object.keys(values);
    },
    async recording(_callSid, _bytes, chunks) {
      for await (const _ of chunks);
      recordings += 1;
      progress(++done, null);
    },
  });
  const { about, tenant, secrets } = found;
  if (!about || !tenant) throw new AppError('invalid', 'The bundle holds no tenant. It was not made whole.');
  const { adopted, notes, takenNumbers } = adoptable(tenant, tenants);
  const of = (name: string): number => counts.get(name) ?? 0;
  const check: BundleCheck = {
    about,
    callers: of('caller-memory'),
    calls: of('call'),
    messages: of('message'),
    knowledge: of('knowledge-item'),
    versions: of('tenant-version'),
    receipts: of('erasure-receipt'),
    recordings,
    secrets,
    phoneNumbers: adopted.decisions.phoneNumbers,
    takenNumbers,
    notes,
  };
  return { check, adopted };
}

/** The tenant as it can be taken in here: without numbers that others have, and without transfers that can't be dialled. */
function adoptable(
  tenant: Tenant,
  tenants: Tenants,
): { adopted: Adopted; notes: string[]; takenNumbers: BundleCheck['takenNumbers'] } {
  const notes: string[] = [];
  const before = undated(tenant);
  const takenNumbers = before.phoneNumbers.flatMap((phoneNumber) => {
    const holder = tenants.byNumber(phoneNumber);
    return holder ? [{ phoneNumber, businessName: holder.businessName }] : [];
  });
  const phoneNumbers = before.phoneNumbers.filter((number) => !tenants.byNumber(number));
  const decisions: TenantDecisions = { ...before, phoneNumbers };
  const { dialCountries } = tenants.settingsOf(tenant);
  const transfers = before.agent.transfers?.filter(({ label, number }) => {
    const problem = dialProblem(number, dialCountries, phoneNumbers);
    if (problem !== null) notes.push(`The transfer to ${label} is left out: ${problem}`);
    return problem === null;
  });
  if (transfers) decisions.agent = { ...before.agent, transfers };
  const { version, createdAt } = tenant;
  return { adopted: { decisions, earlier: { version, createdAt, before } }, notes, takenNumbers };
}

/** Makes a tenant of a bundle that was checked, under a new id: all of it, or nothing. */
export async function takeInBundle(
  source: Source,
  adopted: Adopted,
  parts: TakingIn,
  { by, progress, total }: { by: string; progress: Progress; total: number },
): Promise<Tenant> {
  const { archive, tenants, tenantSecrets } = parts;
  const made: { scope?: TenantScope } = {};
  try {
    const fill = async (scope: TenantScope): Promise<void> => {
      made.scope = scope;
      // A call that is known here already, such as the same tenant's before it was copied, keeps its name; the copy gets another.
      const names = new Map<string, string>();
      const sidOf = (callSid: string): string => {
        const named = names.get(callSid);
        if (named !== undefined) return named;
        const fresh = archive.find(callSid) ? `${callSid.slice(0, 50)}-t${scope.tenantId}` : callSid;
        names.set(callSid, fresh);
        return fresh;
      };
      const move: Move = { tenantId: scope.tenantId, sidOf };
      let done = 0;
      await readBundle(source.file, source.passphrase, source.limitBytes, {
        about: async () => undefined,
        async document(name, key, body) {
          await takeInDocument(scope, { name, key, body }, move, parts);
          progress(++done, total);
        },
        async secrets(values) {
          for (const [name, value] of Object.entries(values)) await tenantSecrets.set(scope, name, value);
        },
        async recording(callSid, _bytes, chunks) {
          await takeInSound(scope, callKey(sidOf(callSid)), chunks, parts);
          progress(++done, total);
        },
      });
    };
    return await tenants.adopt(adopted, by, fill, parts.onTakenIn);
  } catch (error) {
    if (made.scope) await parts.onLeftOut(made.scope.tenantId);
    throw error;
  }
}

async function takeInDocument(
  scope: TenantScope,
  { name, key, body }: { name: string; key: string; body: unknown },
  move: Move,
  { archive, documents }: TakingIn,
): Promise<void> {
  if (name === TENANT.name) return;
  if (name === callKind.name) return archive.save(scope, movedCall(body, move));
  const one = moved(name, key, body, move);
  if (one) await documents.transact(scope, (writer) => writer.put(one.kind, one.key, one.body));
}

async function takeInSound(
  scope: TenantScope,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  { recordings }: TakingIn,
): Promise<void> {
  const sound = await recordings.open(scope, key);
  for await (const chunk of chunks) await sound.append(chunk);
  await sound.finish();
}

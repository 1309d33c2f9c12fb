import { z } from 'zod';
import {
  IMPORT_BYTES,
  type ImportApplied,
  type ImportState,
  type ImportTenantPlan,
} from '../contracts/import.ts';
import type { Task } from '../contracts/task.ts';
import type { Memories } from '../memory/memories.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Progress, Tasks } from '../platform/tasks.ts';
import type { AuditLog } from '../store/audit-log.ts';
import type { ApplianceScope, TenantScope } from '../store/scope.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';
import type { AgentDefaults } from '../tenants/defaults.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Planned } from './plan.ts';
import { readFiles } from './read-files.ts';

const imported = z.object({ tenants: z.record(z.string(), z.number().int().min(1)) });

/** Which rows of old systems became which tenants, so that none is made twice. Of the appliance, under the key `KEY`. */
export const IMPORTED_TENANTS: DocumentKind<z.infer<typeof imported>> = {
  name: 'imported-tenants',
  scope: 'appliance',
  schema: imported,
  schemaVersion: 1,
};
const KEY = 'tenants';
const MOST_FILES = 20;
/** Imports begun and not finished; the oldest goes when another is begun. */
const MOST_OPEN = 2;

interface Open {
  id: string;
  files: { name: string; bytes: Uint8Array }[];
  planned: Planned | null;
  applied: ImportApplied | null;
  isBusy: boolean;
}

export interface ImportsParts {
  documents: DocumentStore;
  scope: ApplianceScope;
  scopeOf(tenantId: number): TenantScope;
  tenants: Tenants;
  defaults: AgentDefaults;
  memories: Memories;
  tasks: Tasks;
  audit: AuditLog;
  clock: Clock;
  ids: Ids;
  timeZone: string;
}

/**
 * Brings over tenants, their callers' memories and the old admin settings from files. Files are held in memory until
 * they are applied; before that nothing is written.
 */
export class Imports {
  readonly #parts: ImportsParts;
  readonly #open = new Map<string, Open>();

  constructor(parts: ImportsParts) {
    this.#parts = parts;
  }

  begin(): ImportState {
    const id = this.#parts.ids.sid('I');
    for (const [old, { isBusy }] of this.#open) {
      if (this.#open.size < MOST_OPEN) break;
      if (!isBusy) this.#open.delete(old);
    }
    const begun: Open = { id, files: [], planned: null, applied: null, isBusy: false };
    this.#open.set(id, begun);
    return shown(begun);
  }

  /** Rejects with `not-found` for one that is not open any more. */
  get(id: string): ImportState {
    return shown(this.#find(id));
  }

  /** Adds a file; one of the same name is replaced. Rejects with `invalid` when it is too much. */
  addFile(id: string, name: string, bytes: Uint8Array): ImportState {
    const one = this.#quiet(id);
    const others = one.files.filter((file) => file.name !== name);
    const total = others.reduce((sum, file) => sum + file.bytes.length, bytes.length);
    if (total > IMPORT_BYTES)
      throw new AppError(
        'invalid',
        `All files together may have ${IMPORT_BYTES / 1024 / 1024} MB. Split them, and import the parts one after the other.`,
      );
    if (bytes.length === 0) throw new AppError('invalid', `${name} is empty.`);
    if (others.length >= MOST_FILES)
      throw new AppError('invalid', `At most ${MOST_FILES} files can be imported at once.`);
    one.files = [...others, { name, bytes }];
    one.planned = null;
    one.applied = null;
    return shown(one);
  }

  removeFile(id: string, name: string): ImportState {
    const one = this.#quiet(id);
    one.files = one.files.filter((file) => file.name !== name);
    one.planned = null;
    one.applied = null;
    return shown(one);
  }

  discard(id: string): void {
    this.#quiet(id);
    this.#open.delete(id);
  }

  /** Begins the dry run. Its plan is in the import once the task is done. */
  check(id: string): Task {
    const one = this.#quiet(id);
    if (one.files.length === 0) throw new AppError('invalid', 'Add a file first.');
    const check = async (): Promise<void> => {
      one.planned = await readFiles(one.files, await this.#known());
      one.applied = null;
    };
    return this.#parts.tasks.startOn(one, 'Checking the files', check, id);
  }

  /**
   * Begins to do what the plan says, tenant by tenant. Rejects with `conflict` where there is no plan, or it was carried
   * out: what failed can be tried again after another check.
   */
  apply(id: string, withDefaults: boolean, by: string): Task {
    const one = this.#quiet(id);
    const { planned } = one;
    if (!planned || one.applied) throw new AppError('conflict', 'Check the files first; then apply them.');
    const run = async (progress: Progress): Promise<void> => {
      const applied: ImportApplied = { created: [], skipped: [], failed: [], defaults: false, problem: null };
      try {
        await this.#applyAll(planned, withDefaults, applied, { by, progress });
        // What was in them is not needed any more.
        if (applied.failed.length === 0) one.files = [];
      } catch (error) {
        applied.problem = problemOf(error);
        throw error;
      } finally {
        one.applied = applied;
      }
    };
    return this.#parts.tasks.startOn(one, 'Importing', run, `${id}/apply`);
  }

  async #applyAll(
    { tenants, defaults: patch }: Planned,
    withDefaults: boolean,
    applied: ImportApplied,
    { by, progress }: { by: string; progress: Progress },
  ): Promise<void> {
    for (const [index, tenant] of tenants.entries()) {
      progress(index, tenants.length);
      await this.#applyOne(tenant, applied, by).catch((error: unknown) => {
        applied.failed.push({ businessName: tenant.plan.businessName, problem: problemOf(error) });
      });
    }
    if (withDefaults && patch && Object.keys(patch).length > 0) {
      await this.#parts.defaults.update(patch, by);
      applied.defaults = true;
    }
    progress(tenants.length, tenants.length);
    const { created, skipped, failed, defaults } = applied;
    const detail = { created: created.length, skipped: skipped.length, failed: failed.length, defaults };
    await this.#parts.audit.append({ by, action: 'import.applied', tenantId: null, detail });
  }

  async #applyOne(tenant: Planned['tenants'][number], applied: ImportApplied, by: string): Promise<void> {
    const { plan, draft, identity, oldId, memories } = tenant;
    if (plan.outcome === 'refused') return;
    // As things are now, not as they were when the files were checked: what was applied meanwhile is not made again.
    const before = oldId === '' ? undefined : (await this.#imported())[identity];
    const here = before !== undefined && this.#exists(before) ? before : plan.tenantId;
    if (here !== null) {
      const callers = await this.#addMemories(this.#parts.scopeOf(here), memories);
      applied.skipped.push({ tenantId: here, businessName: plan.businessName, callers });
      return;
    }
    if (!draft) return;
    const made = await this.#parts.tenants.adopt({ decisions: draft }, by, async (scope) => {
      await this.#addMemories(scope, memories);
    });
    if (oldId !== '') await this.#noteImported(identity, made.id);
    const detail = { callers: memories.length };
    await this.#parts.audit.append({ by, action: 'tenant.imported', tenantId: made.id, detail });
    applied.created.push({ tenantId: made.id, businessName: made.businessName, callers: memories.length });
  }

  /** Adds what is remembered of callers who are new to the tenant; the others stay as they are. Resolves with how many. */
  async #addMemories(scope: TenantScope, memories: Planned['tenants'][number]['memories']): Promise<number> {
    let added = 0;
    for (const { caller, name, preferences, facts } of memories) {
      if (await this.#parts.memories.recall(scope, caller)) continue;
      await this.#parts.memories.patch(scope, caller, {
        profile: { name, preferences },
        facts: facts.map((text) => ({ text })),
      });
      added += 1;
    }
    return added;
  }

  #exists(tenantId: number): boolean {
    return this.#parts.tenants.list().some(({ id }) => id === tenantId);
  }

  async #imported(): Promise<Record<string, number>> {
    const { documents, scope } = this.#parts;
    return (await documents.read(scope, (reader) => reader.get(IMPORTED_TENANTS, KEY)))?.tenants ?? {};
  }

  async #noteImported(identity: string, tenantId: number): Promise<void> {
    const { documents, scope } = this.#parts;
    await documents.transact(scope, async (writer) => {
      const known = (await writer.get(IMPORTED_TENANTS, KEY))?.tenants ?? {};
      await writer.put(IMPORTED_TENANTS, KEY, { tenants: { ...known, [identity]: tenantId } });
    });
  }

  async #known(): Promise<Parameters<typeof readFiles>[1]> {
    const { tenants, defaults, clock, timeZone } = this.#parts;
    const { transfers, dialCountries } = defaults.get();
    return {
      tenants: tenants.list().map(({ id, businessName, email, phoneNumbers }) => ({
        id,
        businessName,
        email,
        phoneNumbers: [...phoneNumbers],
      })),
      imported: await this.#imported(),
      timeZone,
      nowMs: clock.now(),
      settings: structuredClone({ transfers, dialCountries }),
    };
  }

  #find(id: string): Open {
    const one = this.#open.get(id);
    if (!one)
      throw new AppError('not-found', 'This import is not open any more. Begin again with the files.');
    return one;
  }

  #quiet(id: string): Open {
    const one = this.#find(id);
    if (one.isBusy) throw new AppError('conflict', 'This import is at work. Wait until it is done.');
    return one;
  }
}

function shown({ id, files, planned, applied }: Open): ImportState {
  return {
    id,
    files: files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length })),
    plan: planned?.plan ?? null,
    applied: applied && { ...applied },
  };
}

const problemOf = (error: unknown): string =>
  error instanceof AppError ? error.message : `It failed inside: ${messageOf(error)}`;

/** The dry run and what became of it as a CSV table, for keeping. */
export function reportCsv({ plan, applied }: ImportState): string {
  const rows: string[][] = [['where', 'tenant', 'what', 'field', 'was', 'became', 'why']];
  if (applied?.problem) rows.push(['', '', 'did not go on to the end', '', '', '', applied.problem]);
  for (const file of plan?.files ?? [])
    if (file.problem !== null) rows.push([file.name, '', 'file not read', '', '', '', file.problem]);
  for (const tenant of plan?.tenants ?? []) {
    rows.push([
      tenant.place,
      tenant.businessName,
      outcomeOf(tenant, applied),
      '',
      '',
      '',
      tenant.reason ?? '',
    ]);
    for (const { field, was, became, why } of tenant.notes)
      rows.push([
        tenant.place,
        tenant.businessName,
        became === null ? 'left out' : 'changed',
        field,
        was,
        became ?? '',
        why,
      ]);
  }
  for (const { field, was, became, why } of [...(plan?.defaults?.notes ?? []), ...(plan?.notes ?? [])])
    rows.push(['', '', became === null ? 'left out' : 'changed', field, was, became ?? '', why]);
  return `\ufeff${rows.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function outcomeOf({ businessName, outcome }: ImportTenantPlan, applied: ImportApplied | null): string {
  const failed = applied?.failed.find((one) => one.businessName === businessName);
  if (failed) return `failed: ${failed.problem}`;
  const done = applied !== null;
  if (outcome === 'create') return done ? 'made' : 'would be made';
  return outcome === 'exists' ? 'is here already' : 'left out';
}

/** Quoted, and never a formula to a spreadsheet. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** What a spreadsheet of tenants looks like. */
export const TEMPLATE_CSV =
  '\ufeffbusiness_name,contact_name,email,phone,lines,package_tier,status,time_zone,agent_name,voice,greeting\r\n' +
  'Acme Dental,Ann Lee,ann@example.com,+15551230001,+15551230002; +15551230003,starter,active,America/New_York,Sarah,marin,"{time_greeting}, you’ve reached {business_name}. How can I help?"\r\n';

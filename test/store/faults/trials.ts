import type { AppError } from '../../../server/platform/errors.ts';
import type { Damage } from '../../../server/store/json/data-folder.ts';
import { openJsonStore } from '../../../server/store/json/index.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import { ManualClock } from '../../manual-clock.ts';
import { noteKind } from '../kinds.ts';
import { Ledger, noteOf } from './ledger.ts';
import { MemoryDisk, systemError, type UnsyncedBytes, type UnsyncedNames } from './memory-disk.ts';
import type { Mutant } from './mutants.ts';
import { Chance } from './random.ts';
import { runWriters } from './workload.ts';

const DATA_DIR = '/home/data';
const BYTES: readonly UnsyncedBytes[] = ['dropped', 'zeroed', 'garbled', 'torn', 'kept'];
const NAMES: readonly UnsyncedNames[] = ['none', 'first few', 'any', 'all'];

export async function openOn(disk: MemoryDisk, mutant: Mutant = {}) {
  const damages: Damage[] = [];
  const problems: (AppError | null)[] = [];
  const store = await openJsonStore({
    dataDir: DATA_DIR,
    clock: new ManualClock(),
    onDamage: (damage) => damages.push(damage),
    onSaving: (problem) => problems.push(problem),
    fs: mutant.disk ? mutant.disk(disk) : disk,
    cachedDocuments: 4,
  });
  return { store, documents: mutant.documents?.(store.documents) ?? store.documents, damages, problems };
}

type Opened = Awaited<ReturnType<typeof openOn>>;

/** What a restart must find, in the ledger. */
async function checkAfterRestart({ store, documents, damages }: Opened, ledger: Ledger): Promise<void> {
  await ledger.checkDocuments(documents);
  ledger.checkJournals(await store.journals.recover());
  await ledger.checkAudit(store.audit);
  ledger.checkDamages(damages);
}

/** Three lives of a store, each ended by a power cut at a random operation. Resolves with what went wrong. */
export async function powerCutTrial(seed: number, mutant: Mutant = {}): Promise<string[]> {
  const chance = new Chance(seed);
  const ledger = new Ledger();
  let disk = new MemoryDisk();
  for (let life = 0; life < 3; life += 1) {
    let left = 20 + chance.below(900);
    disk.longestWrite = () => 1 + chance.below(2000);
    disk.onOperation = () => {
      left -= 1;
      if (left < 0) throw systemError('EIO');
    };
    const opened = await openOn(disk, mutant).catch(() => undefined);
    if (opened) await runWriters({ ...opened, witness: ledger, chance, onRefused: () => left > 0 }, life, 40);
    disk = disk.cutPower(chance.of(BYTES), chance.of(NAMES), chance);
    disk.longestWrite = () => 1 + chance.below(2000);
    const restarted = await openOn(disk, mutant);
    await checkAfterRestart(restarted, ledger);
    await restarted.store.close();
  }
  return ledger.violations;
}

/** How a disk misbehaves for a while. */
export type Failing = { operation: number; forGood: boolean } | { freeBytes: number };

/**
 * Writers on a disk that fails: one operation, all from one on, or writes beyond some bytes. What was refused is
 * never seen, and after a restart on a disk that works, all that was acknowledged is there.
 */
export async function failingDiskTrial(
  seed: number,
  failing: Failing,
  mutant: Mutant = {},
): Promise<string[]> {
  const chance = new Chance(seed);
  const ledger = new Ledger();
  const disk = new MemoryDisk();
  const opened = await openOn(disk, mutant);
  await runWriters({ ...opened, witness: ledger, chance, onRefused: () => false }, 0, 2);
  startFailing(disk, failing);
  let refused = 0;
  const onRefused = (error: unknown) => {
    refused += 1;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'storage-failed') ledger.violations.push(`refused with ${error}`);
    return refused < 100;
  };
  await runWriters({ ...opened, witness: ledger, chance, onRefused }, 1, 6);
  stopFailing(disk);
  await ledger.checkNothingRefusedIsSeen(opened.documents);
  await runWriters({ ...opened, witness: ledger, chance, onRefused }, 2, 2);
  await ledger.checkNothingRefusedIsSeen(opened.documents);
  await opened.store.close();
  const restarted = await openOn(disk, mutant);
  await ledger.checkNothingRefusedIsSeen(restarted.documents);
  await checkAfterRestart(restarted, ledger);
  return ledger.violations;
}

function startFailing(disk: MemoryDisk, failing: Failing): void {
  if ('freeBytes' in failing) {
    disk.freeBytes = failing.freeBytes;
    return;
  }
  let done = 0;
  disk.onOperation = () => {
    done += 1;
    if (failing.forGood ? done >= failing.operation : done === failing.operation) throw systemError('EIO');
  };
}

function stopFailing(disk: MemoryDisk): void {
  disk.freeBytes = Number.POSITIVE_INFINITY;
  disk.onOperation = () => undefined;
}

/**
 * Spoils one byte of one generation of a document, or of both, while the store is not running. Resolves with what went
 * wrong: damage that was not told, a wrong body, or an empty fresh start.
 */
export async function flippedByteTrial(seed: number, mutant: Mutant = {}): Promise<string[]> {
  const chance = new Chance(seed);
  const disk = new MemoryDisk();
  const scope = tenantScope(1);
  const first = await openOn(disk, mutant);
  for (const count of [1, 2])
    await first.documents.transact(scope, (writer) => writer.put(noteKind, 'a', noteOf(count)));
  await first.store.close();
  const both = chance.next() < 0.3;
  for (const ending of both ? ['.json', '.json.old'] : ['.json']) {
    const bytes = disk.bytesOf(`${DATA_DIR}/tenants/1/note/a${ending}`);
    bytes[chance.below(bytes.length)]! ^= 1 << chance.below(8);
  }
  const { documents, damages } = await openOn(disk, mutant);
  const violations: string[] = [];
  const found = documents.read(scope, (reader) => reader.get(noteKind, 'a'));
  const outcome = await found.then(
    (note) => note?.count,
    (error) => error.code,
  );
  if (outcome !== (both ? 'storage-damaged' : 1)) violations.push(`the damaged document reads as ${outcome}`);
  const path = 'tenants/1/note/a.json';
  if (JSON.stringify(damages) !== JSON.stringify([{ path, recovered: !both }]))
    violations.push(`the damage was told as ${JSON.stringify(damages)}`);
  return violations;
}

/** Does one thing of each sort, alone; tells in `ledger` what was acknowledged. Goes on after a refusal. */
async function scriptedWork({ store, documents }: Opened, ledger: Ledger): Promise<void> {
  const place = { tenantId: 1, key: 'a' };
  const scope = tenantScope(place.tenantId);
  const change = (count: number | null) =>
    documents.transact(scope, async (writer) => {
      const acknowledge = ledger.ask(place, count);
      await (count === null ? writer.remove(noteKind, 'a') : writer.put(noteKind, 'a', noteOf(count)));
      acknowledge();
    });
  const journalWork = async () => {
    const journal = await store.journals.open('script');
    for (let number = 0; number < 2; number += 1) {
      const { entry, acknowledge } = ledger.askEntry('script');
      await journal.append(entry).then(acknowledge, () => undefined);
    }
  };
  const auditWork = async () => {
    const acknowledge = ledger.askAudit();
    const { sequence } = await store.audit.append({ by: 'x', action: 'a.b', tenantId: null, detail: {} });
    acknowledge(sequence);
  };
  const steps = [() => change(1), () => change(2), () => change(null), () => change(3), () => change(4)];
  for (const step of [...steps, journalWork, auditWork]) await step().catch(() => undefined);
}

/**
 * The script on a disk of which the operation of that number fails, and later ones too when `forGood`. Resolves with
 * what went wrong, and whether the script came as far as that operation.
 */
export async function scriptedTrial(
  operation: number,
  forGood: boolean,
): Promise<{ violations: string[]; reached: boolean }> {
  const ledger = new Ledger();
  const disk = new MemoryDisk();
  let done = 0;
  disk.onOperation = () => {
    done += 1;
    if (forGood ? done >= operation : done === operation) throw systemError('EIO');
  };
  const opened = await openOn(disk).catch(() => undefined);
  if (opened) await scriptedWork(opened, ledger);
  const reached = done >= operation;
  stopFailing(disk);
  if (opened) {
    await ledger.checkNothingRefusedIsSeen(opened.documents);
    await opened.store.close();
  }
  const restarted = await openOn(disk);
  await ledger.checkNothingRefusedIsSeen(restarted.documents);
  await checkAfterRestart(restarted, ledger);
  return { violations: ledger.violations.map((text) => `operation ${operation}: ${text}`), reached };
}

import { z } from 'zod';
import type { AsideData } from '../../../contracts/backup.ts';
import type { Switched } from '../../backups.ts';
import type { DataFolder } from '../data-folder.ts';
import { DurableFile } from '../durable-file.ts';
import { ifThere } from '../file-system.ts';
import { seal, unseal } from '../seal.ts';
import { LEFT_BEHIND, PARTS } from './places.ts';

/** Where a copy is unpacked before it takes its place. */
export const INCOMING = 'incoming';
const ASIDE = 'aside';
const MARKER = 'switch.json';
/** There until the server has started with what was switched to. */
const TRIAL = 'switched.json';
const ABOUT = 'about.json';

const SWITCHED = [...PARTS, LEFT_BEHIND] as const;

const marker = z.object({
  /** Names the folder that the replaced data goes to. */
  id: z.string().regex(/^[a-z0-9]{1,40}$/),
  /** The folder whose parts take their place. */
  source: z.string().regex(/^(incoming|aside\/[a-z0-9]{1,40})$/),
  /** Which of them it has. */
  parts: z.array(z.enum(SWITCHED)),
  /** Name of the backup; `null`: the data put aside comes back. */
  backup: z.string().nullable(),
  at: z.iso.datetime(),
  /** Of when the data that comes is: it knows nothing of what happened since. */
  dataAt: z.iso.datetime(),
  /** Why the appliance switches back by itself; `null`: the operator decided. */
  failure: z.string().nullable(),
});
type Marker = z.infer<typeof marker>;
export type Switch = Omit<Marker, 'parts'>;

const trial = marker.pick({ backup: true, at: true, dataAt: true, failure: true });

const about = z.object({ at: z.iso.datetime(), replacedBy: z.string().nullable() });

/** Removes a folder with all in it. Absent is no error; what a crash leaves of it can be removed again. */
export async function removeTree(folder: DataFolder, relative: string): Promise<void> {
  if (!(await isThere(folder, relative))) return;
  for (const name of await folder.list(relative)) {
    const path = `${relative}/${name}`;
    if ((await folder.fs.facts(folder.path(path))).isFolder) await removeTree(folder, path);
    else await folder.fs.unlink(folder.path(path));
  }
  await folder.fs.removeFolder(folder.path(relative));
}

async function isThere(folder: DataFolder, relative: string): Promise<boolean> {
  return (await ifThere(folder.fs.facts(folder.path(relative)))) !== undefined;
}

/**
 * Decides durably that the parts in `source` take the place of the present ones when the folder is opened next. Before
 * this resolves the present data stands, afterwards the other: there is nothing in between.
 */
export async function decideSwitch(folder: DataFolder, decided: Switch): Promise<void> {
  const names = await folder.list(decided.source);
  const parts = SWITCHED.filter((part) => names.includes(part));
  await new DurableFile(folder, MARKER).write(seal({ ...decided, parts }));
}

/**
 * Carries out a switch that was decided, from wherever a crash left it; else clears away what was unpacked in vain.
 * Resolves with what was switched. It counts as done once `settleSwitch` has been called.
 */
export async function carryOutSwitch(folder: DataFolder): Promise<Switch | null> {
  const file = new DurableFile(folder, MARKER);
  await file.removeTemporary();
  const decided = marker.safeParse(unseal((await file.read('current')) ?? new Uint8Array())).data;
  if (!decided) {
    await removeTree(folder, INCOMING);
    await removeHalfErased(folder);
    return null;
  }
  const leaving = `${ASIDE}/${decided.id}`;
  await folder.ensure(leaving);
  await new DurableFile(folder, `${leaving}/${ABOUT}`).write(
    seal({ at: decided.at, replacedBy: decided.backup }),
  );
  for (const part of SWITCHED) await switchPart(folder, decided, part, leaving);
  await folder.fs.syncFolder(folder.path(leaving));
  await folder.fs.syncFolder(folder.root);
  await new DurableFile(folder, TRIAL).write(seal(trial.parse(decided)));
  return decided;
}

async function switchPart(
  folder: DataFolder,
  { source, parts }: Marker,
  part: Marker['parts'][number],
  leaving: string,
): Promise<void> {
  const { fs } = folder;
  const comes = parts.includes(part);
  const isWaiting = await isThere(folder, `${source}/${part}`);
  // It has come already: what lies in its place is the new one.
  if (comes && !isWaiting) return;
  if (await isThere(folder, part)) {
    await fs.rename(folder.path(part), folder.path(`${leaving}/${part}`));
    await fs.syncFolder(folder.path(leaving));
  }
  if (!comes) return;
  await fs.rename(folder.path(`${source}/${part}`), folder.path(part));
  await fs.syncFolder(folder.root);
  await fs.syncFolder(folder.path(source));
}

/** The switch is done and known to the new data: clears away what it leaves, but the data that was replaced. */
export async function settleSwitch(folder: DataFolder, { id }: Switch): Promise<void> {
  await removeTree(folder, INCOMING);
  for (const name of await putAside(folder)) if (name !== id) await removeTree(folder, `${ASIDE}/${name}`);
  await new DurableFile(folder, MARKER).remove();
}

/** What was switched to since the server last started well. */
export async function findTrial(folder: DataFolder): Promise<Switched | null> {
  const file = new DurableFile(folder, TRIAL);
  await file.removeTemporary();
  return trial.safeParse(unseal((await file.read('current')) ?? new Uint8Array())).data ?? null;
}

/** The server has started with what was switched to: it stays. */
export function endTrial(folder: DataFolder): Promise<void> {
  return new DurableFile(folder, TRIAL).remove();
}

/**
 * Decides that the data put aside comes back, because the server could not start with what the operator switched to.
 * Resolves with `false`, and nothing is decided, where that is not what happened.
 */
export async function undoTrial(folder: DataFolder, given: Pick<Switch, 'id' | 'at' | 'failure'>) {
  const tried = await findTrial(folder);
  const aside = tried?.failure === null ? await findAside(folder) : null;
  if (!aside) return false;
  await decideSwitch(folder, { ...given, source: aside.source, backup: null, dataAt: aside.at });
  return true;
}

/** The names of what was put aside; file managers leave other things beside it. */
async function putAside(folder: DataFolder): Promise<string[]> {
  const names: string[] = [];
  for (const name of await folder.list(ASIDE))
    if ((await folder.fs.facts(folder.path(`${ASIDE}/${name}`))).isFolder) names.push(name);
  return names;
}

/** The data that was replaced last, and where it lies. */
export async function findAside(folder: DataFolder): Promise<(AsideData & { source: string }) | null> {
  for (const name of await putAside(folder)) {
    const source = `${ASIDE}/${name}`;
    const bytes = await new DurableFile(folder, `${source}/${ABOUT}`).read('current');
    const { data } = about.safeParse(bytes && unseal(bytes));
    if (data) return { ...data, source };
  }
  return null;
}

/** Deletes the data that was put aside, for good. */
export async function removeAside(folder: DataFolder): Promise<void> {
  // First what it is known by, so that a crash leaves nothing to switch back to that lacks a part.
  for (const name of await putAside(folder))
    await new DurableFile(folder, `${ASIDE}/${name}/${ABOUT}`).remove();
  await removeTree(folder, ASIDE);
}

/** Finishes what a crash in `removeAside` left. */
async function removeHalfErased(folder: DataFolder): Promise<void> {
  for (const name of await putAside(folder))
    if (!(await isThere(folder, `${ASIDE}/${name}/${ABOUT}`))) await removeTree(folder, `${ASIDE}/${name}`);
}

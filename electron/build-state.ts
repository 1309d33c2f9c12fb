import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface BuildTarget {
  /** Written when a build has succeeded. */
  stamp: string;
  /** Files and folders it is made from. */
  sources: string[];
}

/** The control panel alone, for the browser. */
export const PANEL: BuildTarget = {
  stamp: 'out/.panel-built',
  sources: ['renderer', 'server/contracts', 'package-lock.json'],
};

/** Shell, server and panel. */
export const DESKTOP: BuildTarget = {
  stamp: 'out/.desktop-built',
  sources: ['renderer', 'server', 'electron', 'resources', 'electron.vite.config.ts', 'package-lock.json'],
};

/** Whether a source has changed, come or gone since the last successful build. Paths are relative to `root`. */
export function isStale(root: string, { stamp, sources }: BuildTarget): boolean {
  const builtMs = changedMs(join(root, stamp));
  return builtMs === null || sources.some((source) => newestMs(join(root, source)) > builtMs);
}

export function markBuilt(root: string, { stamp }: BuildTarget): void {
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), '');
}

function changedMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** A folder's own time tells of files that came or went. */
function newestMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestMs(join(path, name))),
    stats.mtimeMs,
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const project = join(import.meta.dirname, '..', '..');

/** Paths, relative to the project and with `/`, of files below the folder whose names end as asked. */
export function filesBelow(folder: string, ends: RegExp): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}

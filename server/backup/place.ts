import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { AppError, systemCode } from '../platform/errors.ts';
import { makeFolders } from '../platform/make-folders.ts';
import type { ApplianceScope } from '../store/scope.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';

const place = z.object({ folder: z.string().nullable() });

/** Where backups go; `null`: beside the data. Of the appliance, under the key `KEY`. */
export const BACKUP_PLACE: DocumentKind<z.infer<typeof place>> = {
  name: 'backup-place',
  scope: 'appliance',
  schema: place,
  schemaVersion: 1,
};
const KEY = 'place';

interface Parts {
  documents: DocumentStore;
  scope: ApplianceScope;
  dataDir: string;
}

/** The folder that backups are kept in. */
export class BackupPlace {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The folder beside the data. */
  get usual(): string {
    const { dataDir } = this.#parts;
    return join(dirname(dataDir), `${basename(dataDir)}-backups`);
  }

  async current(): Promise<string> {
    const { documents, scope } = this.#parts;
    const kept = await documents.read(scope, (reader) => reader.get(BACKUP_PLACE, KEY));
    return kept?.folder ?? this.usual;
  }

  /** Rejects with `invalid` for a folder that can't be used. `null` goes back to the usual one. */
  async choose(folder: string | null): Promise<void> {
    if (folder !== null) await this.#assertUsable(folder);
    const { documents, scope } = this.#parts;
    await documents.transact(scope, (writer) => writer.put(BACKUP_PLACE, KEY, { folder }));
  }

  /** Makes the folder, unless it is one that is refused anyway: then nothing is made. */
  async #assertUsable(folder: string): Promise<void> {
    if (!isAbsolute(folder)) refuse('Write the whole path of the folder, from the root of the disk on.');
    try {
      const inside = relative(await realpath(this.#parts.dataDir), await leadsTo(folder));
      const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
      if (!isOutside)
        refuse('This folder lies in the data folder, which a restore replaces. Choose one outside of it.');
      await makeFolders(folder);
      if (!(await stat(folder)).isDirectory()) refuse('This is a file. Choose a folder.');
      await access(folder, constants.R_OK | constants.W_OK);
    } catch (error) {
      if (error instanceof AppError) throw error;
      refuse('This folder can’t be made or written to. Choose another, or give this user access to it.');
    }
  }
}

/** Where a path leads, links followed, of which only the beginning may be there yet. */
async function leadsTo(path: string): Promise<string> {
  const above = dirname(path);
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || above === path) throw error;
    return join(await leadsTo(above), basename(path));
  }
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { fields: { folder: message } });
}

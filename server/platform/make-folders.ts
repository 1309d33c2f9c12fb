import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './errors.ts';

/**
 * Makes a folder, open to its owner only, and those above it. Rejects with the error of the system. Node's own way to
 * make several at once never ends in places where nothing can be made, such as `/proc` or what an automounter watches.
 */
export async function makeFolders(path: string): Promise<void> {
  const make = (): Promise<void> =>
    mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
  try {
    await make();
  } catch (error) {
    const above = dirname(path);
    if (systemCode(error) !== 'ENOENT' || above === path) throw error;
    await makeFolders(above);
    await make();
  }
}

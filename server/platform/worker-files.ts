import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Path of a file as threads and WebAssembly can read it: in a packed desktop app the copy beside the archive, where
 * there is one.
 */
function onDisk(path: string): string {
  const unpacked = path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
  return unpacked !== path && existsSync(unpacked) ? unpacked : path;
}

/**
 * Script of a worker that lies beside `importer`: the source itself, or, when `importer` has been bundled, the file of
 * the same name that the bundler made beside it.
 *
 * @param importer `import.meta.url` of the asking module.
 */
export function workerUrl(importer: string, source: string, bundled: string): URL {
  const here = fileURLToPath(importer);
  const file = here.endsWith('.ts') ? source : bundled;
  return pathToFileURL(onDisk(join(dirname(here), file)));
}

/** Path of what a package's name, or a file in it, stands for. */
export function packageFile(importer: string, specifier: string): string {
  return onDisk(createRequire(importer).resolve(specifier));
}

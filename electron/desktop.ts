import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROBE_MS = 4_000;

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isRoot: boolean;
}

/** Why no window can be opened on this machine; `null` when nothing speaks against it. */
export function whyNoWindow({ platform, env, isRoot }: Machine): string | null {
  if (platform === 'win32' || platform === 'darwin') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (isRoot) return 'Electron does not run as root';
  return null;
}

/** The executable of the installed `electron` package; `null` while its binary has not been fetched. */
export function electronBinary(packageFolder: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const fetched = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    if (fetched !== version) return null;
    const binary = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Where the binary would be fetched from. */
export function downloadOrigin(env: Machine['env']): string {
  return env.ELECTRON_MIRROR || env.npm_config_electron_mirror || 'https://github.com/electron/electron/';
}

/** Whether that address answers at all, known within four seconds. */
export async function canBeReached(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

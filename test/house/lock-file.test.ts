import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from './project-files.ts';

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const { packages } = lockFile.parse(JSON.parse(textOf('package-lock.json')));

/** Whether a package in `folder` finds `name`, looking upward as Node does. */
function isNamed(folder: string, name: string): boolean {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

describe('the lock file', () => {
  it('names no registry, so that each machine uses its own', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(300);
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('names the builds for all systems, or it would be refused on some (node .ci/complete-lock.mjs)', () => {
    const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isNamed(folder, name)),
    );
    expect(missing).toEqual([]);
  });

  it('agrees with package.json, where every version is exact', () => {
    const manifest = JSON.parse(textOf('package.json'));
    const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
    }
  });
});

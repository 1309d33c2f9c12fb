import { describe, onTestFinished } from 'vitest';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { ManualClock } from '../manual-clock.ts';
import { auditContract } from './contract/audit-log.ts';
import { blobContract } from './contract/blob-cache.ts';
import { documentContract } from './contract/documents.ts';
import { journalContract } from './contract/journals.ts';
import { lastingContract } from './contract/lasting.ts';
import { secretContract } from './contract/secrets.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A folder that can be opened again and again. */
async function place(): Promise<(blobLimitBytes?: number) => Promise<JsonStore>> {
  const dataDir = await temporaryFolder();
  const clock = new ManualClock();
  let last: JsonStore | undefined;
  onTestFinished(() => last?.close());
  return async (blobLimitBytes) => {
    await last?.close();
    const onDamage = (damage: unknown) => {
      throw new Error(`Nothing was damaged, but this was reported: ${JSON.stringify(damage)}`);
    };
    last = await openJsonStore({ dataDir, clock, onDamage, blobLimitBytes });
    return last;
  };
}

describe('the JSON adapter', () => {
  lastingContract(async () => {
    const open = await place();
    return { open: async () => (await open()).lasting };
  });
  documentContract(async () => {
    const open = await place();
    return { open: async () => (await open()).documents };
  });
  journalContract(async () => {
    const open = await place();
    return { open: async () => (await open()).journals };
  });
  auditContract(async () => {
    const open = await place();
    return { open: async () => (await open()).audit };
  });
  secretContract(async () => {
    const open = await place();
    return { open: async () => (await open()).secrets };
  });
  blobContract(async () => {
    const open = await place();
    return { open: async (limitBytes) => (await open(limitBytes)).blobs };
  });
});

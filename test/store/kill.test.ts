import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Damage } from '../../server/store/json/data-folder.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { ManualClock } from '../manual-clock.ts';
import { Ledger } from './faults/ledger.ts';
import { Chance } from './faults/random.ts';
import { enterInto, type Told } from './processes/telling.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LIVES = 8;
const WRITERS_SCRIPT = fileURLToPath(new URL('processes/writers.ts', import.meta.url));

function startWriters(dataDir: string, life: number): { child: ChildProcess; reports: Readable } {
  const child = spawn(process.execPath, [WRITERS_SCRIPT, dataDir, String(life)], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const reports = child.stdio[3];
  if (!(reports instanceof Readable)) throw new Error('The reports of the writers have no pipe.');
  return { child, reports };
}

/** Lets 16 writers write until they have told so many things, then kills them. */
async function writeUntilKilled(
  dataDir: string,
  life: number,
  tellings: number,
  ledger: Ledger,
): Promise<void> {
  const { child, reports } = startWriters(dataDir, life);
  const closed = once(child, 'close');
  const enter = enterInto(ledger);
  let told = 0;
  for await (const line of createInterface({ input: reports })) {
    // What is asked for goes out whole before the write begins; a line that is cut off was no write yet.
    if (line.endsWith('}')) enter(JSON.parse(line) as Told);
    told += 1;
    if (told === tellings) child.kill('SIGKILL');
  }
  const [code, signal] = await closed;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

describe('a store whose process is killed', () => {
  it('holds every acknowledged write afterwards, and its folder is free at once', {
    timeout: 90_000,
  }, async () => {
    const dataDir = await temporaryFolder();
    const chance = new Chance(1);
    const ledger = new Ledger();
    for (let life = 1; life <= LIVES; life += 1) {
      await writeUntilKilled(dataDir, life, 10 + chance.below(600), ledger);
      const damages: Damage[] = [];
      const onDamage = (damage: Damage) => void damages.push(damage);
      const store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage });
      await ledger.checkDocuments(store.documents);
      ledger.checkJournals(await store.journals.recover());
      await ledger.checkAudit(store.audit);
      ledger.checkDamages(damages);
      await store.close();
      expect(ledger.violations).toEqual([]);
    }
    expect(ledger.auditAcknowledged).toBeGreaterThan(0);
  });
});

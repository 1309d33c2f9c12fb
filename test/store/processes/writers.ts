// Opens the store in a folder and writes without end; says on descriptor 3 what it asks for and what was acknowledged.
// Arguments: the folder, and a number for this life, higher than those before.
import { writeSync } from 'node:fs';
import { systemClock } from '../../../server/platform/clock.ts';
import { openJsonStore } from '../../../server/store/json/index.ts';
import { Chance } from '../faults/random.ts';
import { runWriters } from '../faults/workload.ts';
import { TellingWitness, type Told } from './telling.ts';

const REPORTS = 3;
const [dataDir = '', lifeText = ''] = process.argv.slice(2);
const life = Number(lifeText);

// Written at once into the pipe, where it outlives this process.
const tell = (told: Told) => void writeSync(REPORTS, `${JSON.stringify(told)}\n`);

const store = await openJsonStore({
  dataDir,
  clock: systemClock,
  onDamage: ({ path }) => console.error(`damaged: ${path}`),
  cachedDocuments: 4,
});
const witness = new TellingWitness(tell, life);
const chance = new Chance(life);
const onRefused = (error: unknown) => {
  console.error(error);
  return false;
};
for (let part = 0; ; part += 1)
  await runWriters({ store, documents: store.documents, witness, chance, onRefused }, life * 1000 + part, 20);

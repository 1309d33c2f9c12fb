import { onTestFinished } from 'vitest';
import { Knowledge } from '../../server/knowledge/knowledge.ts';
import { createPdfReader } from '../../server/knowledge/pdf.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

/** Knowledge on a real store. */
export async function openKnowledge() {
  const dataDir = await temporaryFolder();
  const clock = new ManualClock();
  const store = await openJsonStore({ dataDir, clock, onDamage: () => {} });
  onTestFinished(() => store.close());
  const start = () =>
    new Knowledge({
      store: store.documents,
      clock,
      ids: randomIds,
      readPdf: createPdfReader(systemClock),
    });
  return { clock, dataDir, knowledge: start(), mine: tenantScope(1), theirs: tenantScope(2), restart: start };
}

/** More than stands in instructions, none of it about what the tests look for. */
export const longText = (): string =>
  Array.from(
    { length: 60 },
    (_, index) => `Paragraph ${index}. ${'Our workshop is old and proud. '.repeat(8)}`,
  ).join('\n\n');

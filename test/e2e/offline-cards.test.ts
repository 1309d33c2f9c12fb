import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../server/platform/clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { startAppliance } from './appliance.ts';
import { typedCall } from './typing-caller.ts';

it('a card number told to the offline receptionist is in no file, log or event', {
  timeout: 60_000,
}, async () => {
  const dataDir = await temporaryFolder();
  const appliance = await startAppliance({ dataDir, env: { RINGHOUSE_LOG_PERSONAL: '1' } });
  const { id } = await appliance.createTenant();
  const record = await typedCall(appliance, systemClock, {
    tenantId: id,
    from: '+15551230003',
    lines: ['Please take a message, my card is 4111 1111 1111 1111.', 'My name is Sarah.'],
  });
  const { callSid } = record;
  await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
  await appliance.stop();
  expect(JSON.stringify(record)).toContain('[card number removed]');
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const kept = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const texts = await Promise.all(kept.map((path) => readFile(path, 'latin1')));
  expect(texts.join('\n')).toContain(callSid);
  for (const text of [...texts, appliance.log.join(''), JSON.stringify(appliance.events.all)])
    expect(text).not.toMatch(/4111[ -]?1111|four one one one one one/i);
});

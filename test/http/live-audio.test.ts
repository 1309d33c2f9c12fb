import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { liveAudio } from '../../server/http/control/live-audio.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { openHouse } from '../call/house-of-calls.ts';

/** A panel's socket that notes what it is told. */
class Socket extends EventEmitter {
  readonly told: unknown[] = [];
  closeCode: number | null = null;
  send(text: string): void {
    this.told.push(JSON.parse(text));
  }
  close(code: number): void {
    this.closeCode = code;
  }
}

it('lets nobody into a call that is over, while its record is still being kept', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-live-audio-'));
  const house = await openHouse(dataDir);
  const tenant = await house.createTenant();
  const { session } = await house.ring(tenant, 'CA-over');
  house.join(session);
  const { audit } = house.store;
  const attach = liveAudio({ ...house, audit, logger: createLogger({ level: 'silent' }) });
  session.close('caller-hung-up');
  expect(house.registry.get('CA-over')).toBe(session);
  const socket = new Socket();
  // What is used of a socket is in the class above.
  attach('CA-over', socket as unknown as WebSocket);
  expect(socket).toMatchObject({ told: [{ type: 'ended' }], closeCode: 1008 });
  expect(session.record.interventions).toEqual([]);
  await house.hangUpAll();
  await house.store.close();
  await rm(dataDir, { recursive: true, force: true });
});

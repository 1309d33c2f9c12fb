import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';
import type { ContextOverrides } from '../server/context/base.ts';
import { startServer } from '../server/start.ts';
import { ABOUT, backupsOf, contentOf, fill, openStore, quiet } from './backup/house.ts';
import { EventReader } from './e2e/appliance.ts';
import { freePort } from './free-port.ts';

let root: string;
let dataDir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringhouse-start-'));
  dataDir = join(root, 'data');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Notes from `then` are in place, and those from `now` are put aside. */
async function restored(): Promise<void> {
  const store = await openStore(dataDir);
  await fill(store, 'then');
  await backupsOf(store).write(join(root, 'one.tar.gz'), ABOUT, quiet);
  await fill(store, 'now');
  await backupsOf(store).stage(join(root, 'one.tar.gz'), quiet, quiet);
  await store.close();
}

it('a switch that is decided while the server still starts is carried out once it has', async () => {
  await restored();
  const asked = Promise.withResolvers<void>();
  const opening = Promise.withResolvers<void>();
  const loadNgrok: ContextOverrides['loadNgrok'] = async () => {
    asked.resolve();
    await opening.promise;
    throw new Error('ngrok is not installed.');
  };
  const port = await freePort();
  const config = readConfig({
    RINGHOUSE_DATA_DIR: dataDir,
    RINGHOUSE_PUBLIC_PORT: '0',
    RINGHOUSE_CONTROL_PORT: String(port),
    RINGHOUSE_CONTROL_TOKEN: 'a-token-that-stays-the-same',
    NGROK_AUTHTOKEN: 'the-authtoken',
  });
  const starting = startServer(config, { logTo: { write: quiet }, panelDir: null, loadNgrok });
  // The panel is served before the tunnel is open.
  await asked.promise;
  const origin = `http://127.0.0.1:${port}`;
  const events = await EventReader.open(`${origin}/api/events`, 'a-token-that-stays-the-same');
  const { status } = await fetch(`${origin}/api/aside/switch-back`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-token-that-stays-the-same' },
  });
  expect(status).toBe(202);
  await events.wait(({ type, data }) => type === 'task.changed' && JSON.stringify(data).includes('"done"'));
  events.close();
  opening.resolve();
  const server = await starting;
  await new Promise<void>((resolve, reject) => {
    server.restarts.on((outcome) => ('error' in outcome ? reject(outcome.error) : resolve()));
  });
  await server.stop();
  const store = await openStore(dataDir);
  expect(await contentOf(store)).toMatchObject({ '1/a': 'now 1 a' });
  await store.close();
});

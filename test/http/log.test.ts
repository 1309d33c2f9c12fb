import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { logRoutes } from '../../server/http/control/routes/log.ts';
import { LogRing } from '../../server/platform/log-ring.ts';
import { createLogger, type Logger } from '../../server/platform/logger.ts';
import { EventReader } from '../e2e/appliance.ts';
import { ManualClock } from '../manual-clock.ts';
import { bareControlApp } from './control-routes.ts';

let app: ControlApp;
let logger: Logger;
let url: string;
beforeEach(async () => {
  const log = new LogRing();
  logger = createLogger({ destination: { write: () => undefined }, onLine: (line) => log.add(line) });
  app = bareControlApp();
  logRoutes(app, { log, clock: new ManualClock(), bootId: 'boot' });
  await app.listen({ host: '127.0.0.1', port: 0 });
  // A server that listens on TCP has an address of this form.
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/log/stream`;
});
afterEach(() => app.close());

const messages = (reader: EventReader) =>
  reader.all.flatMap(({ data }) => Object.values(data)).map((line) => (line as { message: string }).message);
const lastLine = (message: string) => (event: { data: Record<string, unknown> }) =>
  Object.values(event.data).some((line) => (line as { message: string }).message === message);

describe('the stream of the log', () => {
  it('begins with what is kept and goes on with each line', async () => {
    logger.info('Before');
    const reader = await EventReader.open(url, '');
    await reader.wait(lastLine('Before'));
    logger.warn({ callSid: 'CA1' }, 'After');
    const event = await reader.wait(lastLine('After'));
    expect(event).toMatchObject({ type: 'lines', id: 'boot-2', data: [{ level: 'warn', callSid: 'CA1' }] });
    expect(messages(reader)).toEqual(['Before', 'After']);
    reader.close();
  });

  it('sends one that was away only what it missed, and all to one that knew another run', async () => {
    for (const message of ['One', 'Two', 'Three']) logger.info(message);
    const back = await EventReader.open(url, '', 'boot-2');
    await back.wait(lastLine('Three'));
    expect(messages(back)).toEqual(['Three']);
    const stranger = await EventReader.open(url, '', 'other-2');
    await stranger.wait(lastLine('Three'));
    expect(messages(stranger)).toEqual(['One', 'Two', 'Three']);
    back.close();
    stranger.close();
  });

  it('sends thousands of lines in parts', async () => {
    for (let number = 0; number < 1_200; number += 1) logger.info('Line');
    logger.info('Last');
    const reader = await EventReader.open(url, '');
    await reader.wait(lastLine('Last'));
    expect(messages(reader)).toHaveLength(1_201);
    expect(reader.all).toHaveLength(3);
    reader.close();
  });
});

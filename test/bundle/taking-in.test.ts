import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { type Context, createContext } from '../../server/context.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { OPERATOR } from '../../server/http/control/parts.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const PASSPHRASE = 'correct horse battery';
const NUMBER = '+14155550110';
const identity = { contactName: 'Ann Lee', email: 'ann@example.com' };

let context: Context;
let uploadId: string;

/** A bundle that has been checked, of tenant 1, which has one call with a message in it, and has given up its number. */
beforeEach(async () => {
  context = await createContext(
    readConfig({ RINGHOUSE_DATA_DIR: await temporaryFolder() }),
    { clock: new ManualClock(), logTo: { write: () => undefined }, panelDir: null },
    () => undefined,
  );
  const { archive, bundles, inbox, tasks, tenants } = context.control;
  const scope = tenantScope(1);
  const agent = { delivery: { emails: [], sms: [], webhookUrl: null, withTranscript: false } };
  const acme = await tenants.create(
    { ...identity, businessName: 'Acme Dental', phoneNumber: NUMBER, agent },
    OPERATOR,
  );
  const call = recordOf('CA1', { durationMs: 90_000, costUsd: 0.5 });
  await archive.save(scope, call);
  await inbox.file(scope, acme, tenants.settingsOf(acme), call);
  const { id } = await bundles.export(scope, { passphrase: PASSPHRASE, withRecordings: false }, OPERATOR);
  await tasks.idle();
  await tenants.update(scope, { phoneNumbers: [] }, OPERATOR);
  const { stream } = await bundles.fetch(id, OPERATOR);
  uploadId = (await bundles.upload(stream)).id;
  bundles.check(uploadId, PASSPHRASE);
  await tasks.idle();
}, 60_000);
afterEach(() => context.close());

async function imported(): Promise<void> {
  const task = context.control.bundles.import(uploadId, PASSPHRASE, OPERATOR);
  await context.control.tasks.idle();
  const { problem } = context.control.tasks.get(task.id);
  if (problem !== null) throw new Error(problem);
}

describe('a tenant that is taken in', { timeout: 60_000 }, () => {
  it('is told of once its calls, cost and messages are in use, and then that there are messages', async () => {
    const { archive, inbox, meter, tenants } = context.control;
    const told: unknown[] = [];
    context.events.on((event: ServerEvent) => {
      if ((event.type !== 'tenant.changed' && event.type !== 'messages.changed') || event.tenantId !== 2)
        return;
      told.push({
        type: event.type,
        known: tenants.list().some(({ id }) => id === 2),
        calls: archive.list({ tenantId: 2, limit: 5 }).total,
        open: inbox.openCounts().get(2),
        usd: meter.ofTenant({ id: 2, timeZone: 'UTC' }).dayUsd,
      });
    });
    await imported();
    const all = { known: true, calls: 1, open: 1, usd: 0.5 };
    expect(told).toEqual([
      { type: 'tenant.changed', ...all },
      { type: 'messages.changed', ...all },
    ]);
  });

  it('and does not come to be leaves no calls, cost or messages behind', async () => {
    const { archive, inbox, meter, tenants } = context.control;
    const spent = meter.ofAppliance();
    expect(spent.dayUsd).toBe(0.5);
    // While it is filled, another is given the number that it had.
    let other: Promise<unknown> | null = null;
    context.events.on((event: ServerEvent) => {
      if (event.type !== 'task.changed' || event.task.title !== 'Importing the tenant') return;
      if (event.task.done > 0)
        other ??= tenants.create({ ...identity, businessName: 'Bell Law', phoneNumber: NUMBER }, OPERATOR);
    });
    await expect(imported()).rejects.toThrow(/already belongs to tenant 3/);
    await other;
    expect(tenants.list().map(({ id }) => id)).toEqual([1, 3]);
    expect(tenants.byNumber(NUMBER)?.id).toBe(3);
    expect(archive.list({ limit: 5 }).total).toBe(1);
    expect(meter.ofAppliance()).toEqual(spent);
    expect(meter.ofTenant({ id: 2, timeZone: 'UTC' })).toMatchObject({ dayUsd: 0, dayMinutes: 0 });
    expect([...inbox.openCounts().keys()]).toEqual([1]);
  });
});

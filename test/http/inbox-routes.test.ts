import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createErrorHandler } from '../../server/http/control/errors.ts';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { inboxRoutes } from '../../server/http/control/routes/inbox.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { MemoryStore } from '../memory-store.ts';
import { CALLER, recordOf, settingsOf } from '../messages/letters.ts';
import { openPostOffice } from '../messages/post-office.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { acme, startTenants } from '../tenants/world.ts';

/** Without a mail server every e-mail fails at once. */
const settings = settingsOf({
  delivery: { emails: ['owner@example.com'], sms: [], webhookUrl: null, withTranscript: true },
});

let office: Awaited<ReturnType<typeof openPostOffice>>;
let app: ControlApp;
let tested: number[];
beforeEach(async () => {
  office = await openPostOffice({ dataDir: await temporaryFolder() });
  const { tenants } = await startTenants(new MemoryStore());
  await tenants.create(acme, 'test');
  await tenants.create(acme, 'test');
  app = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(createLogger({ level: 'silent' })));
  tested = [];
  inboxRoutes(app, {
    ...office,
    tenants,
    audit: office.store.audit,
    async testDelivery({ tenantId }) {
      tested.push(tenantId);
      return { results: [{ channel: 'email', target: 'owner@example.com', ok: false, problem: 'No.' }] };
    },
  });
  for (const id of [1, 2])
    await office.inbox.file(
      tenantScope(id),
      tenants.get(tenantScope(id)),
      settings,
      recordOf(`CA${id}`, {}, id),
    );
  await until(() => office.outbox.failed().length === 2);
});
afterEach(async () => {
  await app.close();
  await office.stop();
});

async function call(method: 'GET' | 'PATCH' | 'POST', url: string, body?: object) {
  const answer = await app.inject({ method, url, ...(body && { payload: body }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}
const audited = async () =>
  (await office.store.audit.list({ limit: 10 })).entries.map(({ action, tenantId, detail }) => ({
    action,
    tenantId,
    detail,
  }));

describe('the routes of the inbox', () => {
  it('list messages with counts, of one tenant or of all', async () => {
    expect((await call('GET', '/api/messages')).body).toMatchObject({
      open: 2,
      undelivered: 2,
      followUps: [],
    });
    const mine = await call('GET', '/api/messages?tenantId=1&state=undelivered&limit=1');
    expect(mine.body).toMatchObject({
      open: 1,
      undelivered: 1,
      nextCursor: null,
      messages: [{ tenantId: 1, from: CALLER, deliveries: [{ state: 'failed', attempts: 1 }] }],
    });
    for (const query of ['state=other', 'limit=0', 'limit=1000', 'tenantId=x'])
      expect((await call('GET', `/api/messages?${query}`)).status).toBe(400);
    expect((await call('GET', '/api/messages?cursor=%00%ff')).status).toBeLessThan(500);
  });

  it('mark one as done and not done, and audit it without a word of the caller', async () => {
    const [message] = await office.all();
    const path = `/api/messages/${message!.id}`;
    expect((await call('GET', path)).body).toMatchObject({ done: false });
    expect((await call('PATCH', path, { done: true })).body).toMatchObject({ done: true });
    expect((await call('PATCH', path, { done: false })).body).toMatchObject({ done: false, doneAt: null });
    expect((await call('PATCH', path, { done: true, tenantId: 2 })).status).toBe(400);
    expect((await call('PATCH', path, { done: 'yes' })).status).toBe(400);
    const entries = await audited();
    expect(entries[1]).toEqual({
      action: 'message.marked',
      tenantId: 1,
      detail: { messageId: message!.id, done: true },
    });
    expect(JSON.stringify(entries)).not.toMatch(/Ann|tap|2125550142/);
  });

  it('mark many at once, pass over what is not there, and audit each tenant’s once', async () => {
    const ids = [...(await office.all(1)), ...(await office.all(2))].map(({ id }) => id);
    const marks = (body: object) => call('POST', '/api/messages/marks', body);
    expect((await marks({ ids: [...ids, ids[0], 'msg', '9-x-0'], done: true })).body).toEqual({ marked: 2 });
    expect((await call('GET', '/api/messages')).body).toMatchObject({ open: 0, messages: [] });
    expect((await marks({ ids, done: true })).body).toEqual({ marked: 0 });
    expect((await audited()).map(({ action, tenantId }) => `${action} ${tenantId}`).sort()).toEqual([
      'message.marked 1',
      'message.marked 2',
    ]);
    for (const wrong of [
      { ids: [], done: true },
      { ids: 'all', done: true },
      { ids },
      { ids: [7], done: true },
    ])
      expect((await marks(wrong)).status).toBe(400);
    expect((await marks({ ids: Array.from({ length: 201 }, () => 'x'), done: true })).status).toBe(400);
  });

  it('retry and dismiss a delivery', async () => {
    const [message] = await office.all();
    const path = `/api/messages/${message!.id}/deliveries/${message!.deliveries[0]!.id}`;
    expect((await call('POST', `${path}/retry`)).status).toBe(204);
    await until(() => office.outbox.failed(1).length === 1);
    expect((await call('POST', `${path}/dismiss`)).status).toBe(204);
    expect(office.outbox.failed(1)).toEqual([]);
    expect((await audited()).map(({ action }) => action)).toEqual(['delivery.dismissed', 'delivery.retried']);
  });

  it('answer 404 for what is not there, or is another tenant’s', async () => {
    const [mine] = await office.all(1);
    const [theirs] = await office.all(2);
    const delivery = theirs!.deliveries[0]!.id;
    const absent = [
      '/api/messages/nothing',
      `/api/messages/9${mine!.id}`,
      `/api/messages/${mine!.id.replace(/0$/, '7')}`,
      `/api/messages/${encodeURIComponent('../../tenants/1')}`,
      '/api/messages/__proto__',
    ];
    for (const path of absent) expect([path, (await call('GET', path)).status]).toEqual([path, 404]);
    for (const act of ['retry', 'dismiss'])
      expect((await call('POST', `/api/messages/${mine!.id}/deliveries/${delivery}/${act}`)).status).toBe(
        404,
      );
    expect(await audited()).toEqual([]);
  });

  it('send a delivery test, for a tenant that is there', async () => {
    expect((await call('POST', '/api/tenants/2/delivery-test')).body).toMatchObject({
      results: [{ channel: 'email', ok: false, problem: 'No.' }],
    });
    expect((await call('POST', '/api/tenants/9/delivery-test')).status).toBe(404);
    expect(tested).toEqual([2]);
    expect(await audited()).toEqual([
      { action: 'delivery.tested', tenantId: 2, detail: { places: 1, failed: 1 } },
    ]);
  });
});

import { Readable } from 'node:stream';
import { z } from 'zod';
import { fitting } from '../../../call/search/filter.ts';
import { type CallRecord, type CallSummary, callPatch, callRecord } from '../../../contracts/call.ts';
import { callSid } from '../../../contracts/call-sid.ts';
import { type CallFilters, callExportQuery, callPage, callQuery } from '../../../contracts/history.ts';
import { erasureReceipt } from '../../../contracts/memory.ts';
import { isoNow } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { inMonth } from '../../../usage/calendar.ts';
import { callsAsCsv, callsAsJson } from '../call-export.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ callSid });

const noSuchCall = (): never => {
  throw new AppError('not-found', 'There is no such call.');
};

export function callRoutes(
  app: ControlApp,
  { archive, audit, clock, pricing, registry, search, tenants }: ControlParts,
): void {
  const read = (call: CallSummary): Promise<CallRecord | undefined> =>
    archive.read(tenantScope(call.tenantId), call.callSid);
  /** What the filters let through, once it is known where their text was said. */
  const filterOf = async ({ text, tenantId, month, ...filters }: CallFilters) => {
    const said = text ? await search.find(text) : null;
    const began = month === undefined ? () => true : inMonth(month, tenants.list());
    const fits = fitting(filters);
    return {
      tenantId,
      fits: (call: CallSummary) => (said?.has(call.callSid) ?? true) && began(call) && fits(call),
    };
  };

  /** A record gets its cost at the end; a call in progress has cost something too. */
  const soFar = (record: CallRecord): CallRecord => ({
    ...record,
    costUsd: pricing.call(record),
  });

  app.get(
    '/api/calls',
    { schema: { querystring: callQuery, response: { 200: callPage } } },
    async (request) => {
      const { cursor, limit, offset, ...filters } = request.query;
      const page = archive.list({ cursor, limit, offset, ...(await filterOf(filters)) });
      const callSids = page.calls.map((call) => call.callSid);
      const hits = filters.text ? await search.excerpts(filters.text, callSids) : [];
      return { ...page, hits, search: search.state() };
    },
  );

  app.get('/api/calls/export', { schema: { querystring: callExportQuery } }, async (request, reply) => {
    const { format, callSid: only, ...filters } = request.query;
    const filter = await filterOf(filters);
    const isAsked = (call: CallSummary): boolean => only === undefined || call.callSid === only;
    const fits = (call: CallSummary): boolean => isAsked(call) && filter.fits(call);
    const { calls } = archive.list({ ...filter, fits, limit: Number.POSITIVE_INFINITY });
    if (only !== undefined && calls.length === 0) noSuchCall();
    await audit.append({
      by: OPERATOR,
      action: 'calls.exported',
      tenantId: filters.tenantId ?? null,
      // By which filters, not for what: that may be a caller's number or words.
      detail: { format, calls: calls.length, filters: Object.keys(filters), ...(only && { callSid: only }) },
    });
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const names = new Map(tenants.list().map(({ id, businessName }) => [id, businessName]));
    const pieces =
      format === 'csv' ? callsAsCsv(calls, (id) => names.get(id) ?? '') : callsAsJson(calls, read);
    return reply
      .header(
        'content-disposition',
        `attachment; filename="${only ? `call-${only}` : `calls-${day}`}.${format}"`,
      )
      .header('cache-control', 'private, no-store')
      .type(format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8')
      .send(Readable.from(pieces, { objectMode: false }));
  });

  app.get(
    '/api/calls/:callSid',
    { schema: { params, response: { 200: callRecord } } },
    async (request): Promise<CallRecord> => {
      const live = registry.get(request.params.callSid);
      if (live) return soFar(live.record);
      const found = archive.find(request.params.callSid);
      return (found && (await read(found))) ?? noSuchCall();
    },
  );
}

/** What can be done with a call that has ended. */
export function callActRoutes(
  app: ControlApp,
  { archive, audit, clock, events, forgetting, registry }: ControlParts,
): void {
  app.patch(
    '/api/calls/:callSid',
    { schema: { params, body: callPatch, response: { 200: callRecord } } },
    async ({ body: { reviewed }, params: { callSid } }): Promise<CallRecord> => {
      if (registry.get(callSid))
        throw new AppError('conflict', 'This call is still going on. Mark it once it has ended.');
      const found = archive.find(callSid) ?? noSuchCall();
      const { tenantId } = found;
      await archive.update(tenantScope(tenantId), callSid, (record) => ({
        ...record,
        reviewedAt: reviewed ? (record.reviewedAt ?? isoNow(clock)) : null,
      }));
      await audit.append({
        by: OPERATOR,
        action: 'call.reviewed',
        tenantId,
        detail: { callSid, done: reviewed },
      });
      events.emit({ type: 'call.reviewed', callSid, tenantId });
      return (await archive.read(tenantScope(tenantId), callSid)) ?? noSuchCall();
    },
  );

  app.post(
    '/api/calls/:callSid/forget',
    { schema: { params, response: { 200: erasureReceipt } } },
    async ({ params: { callSid } }) => {
      const { tenantId } = registry.get(callSid)?.record ?? archive.find(callSid) ?? noSuchCall();
      return forgetting.forgetCall(tenantScope(tenantId), { callSid, by: OPERATOR });
    },
  );
}

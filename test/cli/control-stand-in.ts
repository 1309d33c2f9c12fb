import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { type CallSummary, NO_USAGE, type Turn } from '../../server/contracts/call.ts';

export const TOKEN = 'the-control-token-of-a-test';
export const CALL_SID = 'CA0000000000000000000000000000cafe';

export interface ControlStandIn {
  controlUrl: string;
  /** Bodies of the POSTs that came with the token, by path. */
  posted: { path: string; body: unknown }[];
  tenants: { id: number; businessName: string }[];
  /** What the event stream sends once a practice call is asked for; without an end it stays open. */
  onCall: (send: (type: string, data: object) => void, end: () => void) => void;
  lookup: { tenantId: number | null; namespace: string | null; twiml: string };
  close(): Promise<void>;
}

/** The part of the control API that the commands use, with answers of the test's own. */
export async function startControlStandIn(): Promise<ControlStandIn> {
  const http = createServer();
  let send = (_type: string, _data: object): void => {};
  let end = (): void => {};
  const control: ControlStandIn = {
    controlUrl: '',
    posted: [],
    tenants: [
      { id: 1, businessName: 'Acme Corp' },
      { id: 2, businessName: 'Bloom & Co' },
    ],
    onCall: () => {},
    lookup: { tenantId: 1, namespace: 'customer_1_user_15551234567', twiml: '<Response/>' },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  http.on('request', async (request, response) => {
    const path = request.url ?? '';
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, {});
    if (path === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 1000\n\n: here\n\n');
      send = (type, data) => response.write(`id: x-1\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      end = () => response.end();
      return;
    }
    if (request.method === 'POST') control.posted.push({ path, body: await json(request) });
    if (path === '/api/tenants') return answer(200, control.tenants);
    if (path === '/api/lookup') return answer(200, control.lookup);
    const tenant = control.tenants.find(({ id }) => path === `/api/tenants/${id}`);
    if (tenant) return answer(200, tenant);
    if (path !== '/api/practice-calls')
      return answer(404, { error: { code: 'not-found', message: 'There is no such thing.' } });
    const { from } = (control.posted.at(-1)?.body ?? {}) as { from?: string };
    if (from === 'nonsense')
      return answer(400, {
        error: { code: 'invalid', message: 'Not so.', fields: { from: 'Write a number.' } },
      });
    answer(201, { callSid: CALL_SID });
    control.onCall(send, end);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  control.controlUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/?token=${TOKEN}`;
  return control;
}

export const turnOf = (turn: Turn, callSid = CALL_SID) => ({ callSid, tenantId: 1, turn });

/** A `call.ended` event's data. */
export function endOf(endReason: CallSummary['endReason'], callSid = CALL_SID): object {
  const call: CallSummary = {
    callSid,
    tenantId: 1,
    namespace: null,
    from: '+15555550100',
    to: '+15555550001',
    practice: true,
    engine: 'offline',
    state: 'ended',
    startedAt: '2026-03-02T15:00:00.000Z',
    endedAt: '2026-03-02T15:00:12.000Z',
    durationMs: 12_400,
    endReason,
    turns: 2,
    summary: null,
    reading: null,
    flags: [],
    reviewedAt: null,
    transfers: [],
    language: null,
    recorded: false,
    usage: NO_USAGE,
    costUsd: 0,
    draft: false,
    timings: {
      webhookMs: 1,
      joinMs: null,
      greetingMs: 1,
      modelReadyMs: 1,
      answerMs: [],
      greetingCached: false,
    },
  };
  return { callSid, tenantId: 1, endReason, call };
}

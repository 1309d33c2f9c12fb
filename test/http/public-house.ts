import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { WebSocket } from 'ws';
import { type Admission, createAdmission } from '../../server/call/admission.ts';
import { ForwardedCalls } from '../../server/call/forwarded-calls.ts';
import { TransferDesk } from '../../server/call/transfer-desk.ts';
import type { Recording } from '../../server/call/voicemail.ts';
import { createTwilioProtocol } from '../../server/carrier/twilio/protocol.ts';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { Spending } from '../../server/contracts/usage.ts';
import { buildPublicApp } from '../../server/http/public/app.ts';
import { type IncomingParts, STREAM_PATH } from '../../server/http/public/incoming-parts.ts';
import { serveMediaStreams } from '../../server/http/public/media-socket.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { openHouse } from '../call/house-of-calls.ts';

export const TOKEN = 'a-twilio-auth-token';
export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
/** The origin that the carrier knows; requests arrive at loopback all the same, as through a tunnel. */
export const ORIGIN = 'https://phone.example.com';
export const LINE = '+15559990001';

const NOTHING_SPENT: Spending = {
  calls: 0,
  dayMinutes: 0,
  monthMinutes: 0,
  dayUsd: 0,
  monthUsd: 0,
};

type Form = Record<string, string> | [string, string][];

/** The public listener on a real socket, before rooms that are real but for the model. */
export async function openPublicHouse(dataDir: string) {
  const house = await openHouse(dataDir);
  const logged: string[] = [];
  const logger = createLogger({ destination: { write: (line: string) => void logged.push(line) } });
  let port = 0;
  const protocol = createTwilioProtocol({
    clock: house.clock,
    trunks: () => [
      { origin: ORIGIN, authToken: TOKEN, practice: false },
      // A phone of a test rings the listener where it is.
      { origin: `http://127.0.0.1:${port}`, authToken: TOKEN, practice: false },
    ],
    accountOf: () => ACCOUNT,
    streamPath: STREAM_PATH,
  });
  const voicemails: { callSid: string; tenantId: number; recording: Recording }[] = [];
  const voicemailFault: { fails: boolean } = { fails: false };
  const refusal: { next: Admission | null } = { next: null };
  const { clock, registry } = house;
  const agentOf = house.tenants.settingsOf.bind(house.tenants);
  const forwarded = new ForwardedCalls({
    clock,
    ids: randomIds,
    journals: house.store.journals,
    afterCall: house.afterCall,
    publish: (event) => void house.events.push(event),
    onStorageFailed: () => {},
  });
  const admission = createAdmission({
    hasRoom: () => registry.hasRoom,
    agentOf,
    applianceCaps: () => NO_CAPS,
    meter: { ofTenant: () => NOTHING_SPENT, ofAppliance: () => NOTHING_SPENT },
  });
  const parts: IncomingParts = {
    registry,
    desk: new TransferDesk(randomIds),
    forwarded,
    admit: (tenant, call) => refusal.next ?? admission(tenant, call),
    async onVoicemail({ callSid }, { id: tenantId }, recording) {
      if (voicemailFault.fails) throw new Error('The disk is full.');
      voicemails.push({ callSid, tenantId, recording });
    },
    archive: house.archive,
    protocol,
    logger,
    clock,
    tenantOf: ({ to }) => house.tenants.byNumber(to),
    agentOf,
  };
  const app = await buildPublicApp(parts);
  const media = serveMediaStreams(app.server, parts);
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;

  const post = (path: string, body: string | Buffer, headers: Record<string, string>): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });

  return {
    ...house,
    forwarded,
    voicemails,
    voicemailFault,
    /** Set to turn callers away with it. */
    refusal,
    logged,
    port,
    post,
    /** A webhook with a good signature, unless another is given. */
    async webhook(
      form: Form,
      options: {
        path?: string;
        signature?: string | null;
        url?: string;
        headers?: Record<string, string>;
      } = {},
    ) {
      const {
        path = '/phone/incoming-realtime',
        signature,
        url = `${ORIGIN}${path}`,
        headers = {},
      } = options;
      const pairs = Array.isArray(form) ? form : Object.entries(form);
      const params: Record<string, string | string[]> = {};
      for (const [name, value] of pairs) {
        const before = params[name];
        params[name] = before === undefined ? value : [...[before].flat(), value];
      }
      const signed = signature === undefined ? getExpectedTwilioSignature(TOKEN, url, params) : signature;
      const answer = await post(path, new URLSearchParams(pairs).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signed !== null && { 'x-twilio-signature': signed }),
        ...headers,
      });
      return { status: answer.status, text: await answer.text() };
    },
    /** Opens a media stream and says which call it is for. Resolves with the socket, or with the refusal's status. */
    async stream(
      headers: Record<string, string> = {},
      path: string = STREAM_PATH,
    ): Promise<WebSocket | number> {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
      return new Promise((resolve, reject) => {
        socket.once('open', () => resolve(socket));
        socket.once('unexpected-response', (_request, response) => {
          resolve(response.statusCode ?? 0);
          socket.terminate();
        });
        socket.once('error', reject);
      });
    },
    async close() {
      media.close();
      await app.close();
      await house.hangUpAll();
      await house.store.close();
    },
  };
}

/** What a carrier sends first on a media stream. */
export function startMessages(
  callSid: string,
  token: string,
  streamSid = 'MZ00000000000000000000000000000001',
): string[] {
  const start = {
    accountSid: ACCOUNT,
    streamSid,
    callSid,
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    customParameters: { token },
  };
  return [
    JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }),
    JSON.stringify({ event: 'start', sequenceNumber: '1', streamSid, start }),
  ];
}

export function form(over: Record<string, string> = {}): Record<string, string> {
  return {
    CallSid: 'CA00000000000000000000000000000001',
    AccountSid: ACCOUNT,
    From: '+15551230001',
    To: LINE,
    Direction: 'inbound',
    CallStatus: 'ringing',
    ...over,
  };
}

/** The token in a TwiML answer. */
export function tokenIn(twiml: string): string {
  return /name="token" value="([^"]+)"/.exec(twiml)?.[1] ?? '';
}

/** Resolves with everything that came before the socket closed. */
export async function whatCame(socket: WebSocket): Promise<string[]> {
  const messages: string[] = [];
  socket.on('message', (data) => messages.push(String(data)));
  if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close');
  return messages;
}

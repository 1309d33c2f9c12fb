import { Agent, request } from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Subject } from './subjects.ts';

const agent = new Agent({ keepAlive: true });

export interface Answer {
  status: number;
  body: string;
  tookMs: number;
}

/** Who rings whom. */
export interface Dialled {
  callSid: string;
  from: string;
  to: string;
}

let calls = 0;

/** A call that was never made before: an own SID and an own caller. */
export function newCall(to: string): Dialled & { callNumber: number } {
  calls += 1;
  const callSid = `CA${calls.toString(16).padStart(32, '0')}`;
  return { callSid, from: `+1555${String(2_000_000 + calls)}`, to, callNumber: calls % 0x10000 };
}

/** The carrier's voice webhook, signed. */
export function announce(subject: Subject, call: Dialled): Promise<Answer> {
  return post(subject, '/phone/incoming-realtime', { ...fieldsOf(call), CallStatus: 'ringing' });
}

/** The carrier's status callback at the end of a call, signed. */
export function tellEnd(subject: Subject, call: Dialled): Promise<Answer> {
  return post(subject, '/phone/status', { ...fieldsOf(call), CallStatus: 'completed' });
}

function fieldsOf({ callSid, from, to }: Dialled): Record<string, string> {
  return { CallSid: callSid, AccountSid: 'ACbench', From: from, To: to, Direction: 'inbound' };
}

/** Rejects when there is no answer. */
function post(subject: Subject, path: string, fields: Record<string, string>): Promise<Answer> {
  const { publicPort, authToken } = subject;
  const signature = getExpectedTwilioSignature(authToken, `http://127.0.0.1:${publicPort}${path}`, fields);
  const form = new URLSearchParams(fields).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(form),
    'x-twilio-signature': signature,
  };
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const outgoing = request(
      { host: '127.0.0.1', port: publicPort, method: 'POST', path, headers, agent },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body, tookMs: performance.now() - startedMs }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(form);
  });
}

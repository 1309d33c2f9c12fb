import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TransferAnswer } from '../../server/contracts/transfer.ts';
import type { Appliance, HeardEvent } from './appliance.ts';

/** A practice call whose caller says something only when the test wants it, and stays on the line. */
export interface HeldCall {
  callSid: string;
  type(text: string): void;
  hangUp(): void;
  /** Resolves with the first event of this call that fits, also one that has come already. */
  event(fits: (event: HeardEvent) => boolean): Promise<HeardEvent>;
  /** Resolves once the agent has finished so many turns. */
  agentTurns(count: number): Promise<void>;
  /** What the caller has heard so far: mu-law. */
  heard(): Buffer;
}

interface Ring {
  tenantId: number;
  from: string;
  transferAnswer?: TransferAnswer;
}

/** Rings a tenant. Resolves once the agent has greeted. */
export async function holdCall(appliance: Appliance, ring: Ring): Promise<HeldCall> {
  const { status, body } = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', ring);
  if (status !== 201) throw new Error(`The call was refused: ${JSON.stringify(body)}`);
  const { callSid } = body;
  const address = new URL(`/api/practice-calls/${callSid}/audio`, appliance.controlUrl);
  address.protocol = 'ws:';
  address.search = '';
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${appliance.token}` } });
  const frames: Buffer[] = [];
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) frames.push(data);
  });
  await once(socket, 'open');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const mine = ({ data }: HeardEvent): boolean => data.callSid === callSid;
  const byAgent = (event: HeardEvent): boolean =>
    event.type === 'call.turn' && mine(event) && JSON.stringify(event.data.turn).includes('"role":"agent"');
  const call: HeldCall = {
    callSid,
    type: (text) => send({ type: 'type', text }),
    hangUp: () => send({ type: 'hangUp' }),
    event: (fits) => appliance.events.wait((event) => mine(event) && fits(event)),
    async agentTurns(count) {
      await appliance.events.wait(() => appliance.events.all.filter(byAgent).length >= count);
    },
    heard: () => Buffer.concat(frames),
  };
  await call.agentTurns(1);
  return call;
}

/** A caller leaves a message by typing, without hearing the agent out. Resolves with what was stored of the call. */
export async function leaveMessage(appliance: Appliance, ring: Ring): Promise<CallRecord> {
  const call = await holdCall(appliance, ring);
  const says = (words: string) =>
    call.event(({ type, data }) => type === 'call.draft' && JSON.stringify(data).includes(words));
  call.type('My name is David, please ring me.');
  await says('the number you are calling from?');
  call.type('Yes.');
  await says('Is that right?');
  call.type('Yes.');
  await says('I have passed on your message.');
  call.hangUp();
  await call.event(({ type }) => type === 'call.summarised');
  return appliance.record(call.callSid);
}

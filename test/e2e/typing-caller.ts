import { WebSocket } from 'ws';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TransferAnswer } from '../../server/contracts/transfer.ts';
import type { Clock } from '../../server/platform/clock.ts';
import type { Appliance } from './appliance.ts';

/** The agent has finished when nothing was heard of it for so long. */
const QUIET_MS = 900;

interface TypedCall {
  tenantId: number;
  from: string;
  /** Typed one after the other, each once the agent has answered the one before. An empty one only listens. */
  lines: string[];
  transferAnswer?: TransferAnswer;
  /** Runs before a line is typed. */
  before?(line: string): void;
}

/** A practice call by typing, without the time that speaking takes. Resolves with the record at the call's end. */
export async function typedCall(appliance: Appliance, clock: Clock, call: TypedCall): Promise<CallRecord> {
  const { tenantId, from, transferAnswer, before } = call;
  const started = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', {
    tenantId,
    from,
    ...(transferAnswer && { transferAnswer }),
  });
  if (started.status !== 201) throw new Error(`The call was refused: ${JSON.stringify(started.body)}`);
  const { callSid } = started.body;
  const address = new URL(`/api/practice-calls/${callSid}/audio`, appliance.controlUrl);
  address.protocol = 'ws:';
  address.search = '';
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${appliance.token}` } });
  const lines = [...call.lines];
  let heardMs = 0;
  socket.on('message', (_data, isBinary) => {
    if (isBinary) heardMs = clock.monotonic();
  });
  /** Whole turns of the agent so far. A ringing tone, or the carrier's own voice, is none. */
  const agentTurns = (): number =>
    appliance.events.all.filter(
      ({ type, data }) =>
        type === 'call.turn' &&
        data.callSid === callSid &&
        JSON.stringify(data.turn).includes('"role":"agent"'),
    ).length;
  let answered = 0;
  const send = (message: object): void => socket.send(JSON.stringify(message));
  let lookedMs = clock.monotonic();
  const looking = clock.every(100, () => {
    const sinceMs = clock.monotonic() - lookedMs;
    lookedMs = clock.monotonic();
    // The computer stood still: what was said meanwhile has not been read yet.
    if (sinceMs > QUIET_MS / 2) return;
    const turns = agentTurns();
    if (turns === answered || clock.monotonic() - heardMs < QUIET_MS) return;
    answered = turns;
    const line = lines.shift();
    if (line === undefined) send({ type: 'hangUp' });
    else if (line !== '') {
      before?.(line);
      send({ type: 'type', text: line });
    }
  });
  await new Promise((resolve) => socket.once('close', resolve));
  looking.cancel();
  await appliance.events.wait(({ type, data }) => type === 'call.ended' && data.callSid === callSid);
  return appliance.record(callSid);
}

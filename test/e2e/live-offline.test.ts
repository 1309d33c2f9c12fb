import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { LiveSocket } from './live-socket.ts';

const GREETING = 'Hello, Acme Corp.';

let appliance: Appliance;

beforeAll(async () => {
  appliance = await startAppliance();
});
afterAll(() => appliance.stop());

describe('the offline receptionist', { timeout: 60_000 }, () => {
  it('says what an operator whispers, and goes on after an operator has spoken', async () => {
    const { id } = await appliance.createTenant({ agent: { greeting: GREETING } });
    const started = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', { tenantId: id });
    const { callSid } = started.body;
    const turn = (words: string) =>
      appliance.events.wait(
        ({ type, data }) =>
          type === 'call.turn' && data.callSid === callSid && JSON.stringify(data.turn).includes(words),
      );
    const act = (path: string, body?: unknown) =>
      appliance.api('POST', `/api/calls/${callSid}/${path}`, body);
    // A practice call waits for its caller.
    await LiveSocket.open(appliance, callSid, { path: 'practice-calls' });
    await turn(GREETING);

    expect((await act('whisper', { text: 'Tell her we open at nine tomorrow' })).status).toBe(204);
    await turn('We open at nine tomorrow.');

    const panel = await LiveSocket.open(appliance, callSid);
    panel.send({ type: 'take-over' });
    await panel.message('taken-over');
    panel.speak(0x2a, 5);
    expect((await act('whisper', { text: 'a plumber comes at five' })).status).toBe(204);
    panel.send({ type: 'hand-back' });
    await panel.message('handed-back');
    await turn('Thank you, I am with you again. A colleague lets you know: A plumber comes at five.');
    expect((await act('hang-up')).status).toBe(204);
    expect(await panel.message('ended')).toEqual({ type: 'ended' });
    const record = await appliance.api<CallRecord>('GET', `/api/calls/${callSid}`);
    expect(record.body.interventions.map(({ kind }) => kind)).toEqual([
      'whispered',
      'listened',
      'taken-over',
      'whispered',
      'handed-back',
    ]);
  });
});

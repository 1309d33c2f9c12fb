import type { LiveListener, Seat } from '../../../server/call/operator/operators.ts';
import type { CallSession } from '../../../server/call/session.ts';
import type { LiveAudioToPanel } from '../../../server/contracts/live.ts';
import { FRAME_BYTES } from '../../../server/contracts/mulaw.ts';
import type { TenantCreate } from '../../../server/contracts/tenant.ts';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import type { openHouse } from '../house-of-calls.ts';

type House = Awaited<ReturnType<typeof openHouse>>;

export const GREETING = 'Hello from the AI of Acme.';
export const sound = (ms: number, byte = 0x55): string => Buffer.alloc(ms * 8, byte).toString('base64');
export const frame = (byte: number): Uint8Array => new Uint8Array(FRAME_BYTES).fill(byte);

/** Somebody who can be rung. */
export const BILLING: TransferDestination = {
  label: 'Billing',
  number: '+12125551234',
  when: 'Invoices',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

/** A panel at a call, with all that it was sent. */
export class TestPanel implements LiveListener {
  readonly frames: Buffer[] = [];
  readonly told: LiveAudioToPanel[] = [];
  readonly seat: Seat;

  constructor(session: CallSession) {
    this.seat = session.operators.listen(this);
  }

  onFrame(heard: Uint8Array): void {
    this.frames.push(Buffer.from(heard));
  }

  onMessage(message: LiveAudioToPanel): void {
    this.told.push(message);
  }
}

/** A call whose greeting was heard, on a line that lives, with one panel at it. */
export async function attendedCall(house: House, agent: TenantCreate['agent'] = {}) {
  const tenant = await house.createTenant({ agent: { greeting: GREETING, transfers: [BILLING], ...agent } });
  const { session } = await house.ring(tenant, 'CA1');
  session.webhookAnswered();
  const conversation = house.engine.last;
  house.clock.advance(40);
  const { leg, line } = house.join(session);
  let timestampMs = 0;
  /** Lets time pass, and the agent be heard. */
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= 100) {
      line.onAudio(sound(20), timestampMs);
      timestampMs += 100;
      house.clock.advance(Math.min(100, left));
      for (const mark of leg.marks.splice(0)) line.onMark(mark);
    }
  };
  conversation.speak('g', GREETING, sound(200));
  pass(400);
  const panel = new TestPanel(session);
  return { conversation, leg, line, panel, pass, session, tenant };
}

import type { WebSocket } from 'ws';
import type { Seat } from '../../call/operator/operators.ts';
import type { CallSession } from '../../call/session.ts';
import { type LiveAudioToPanel, liveAudioFromPanel } from '../../contracts/live.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import { type ControlParts, OPERATOR } from './parts.ts';

/** A panel that does not read loses sound, not memory: of sound it is owed a few seconds. */
const MOST_BUFFERED_BYTES = 64 * 1024;
/** How often a panel is asked whether it is there. One that has not answered by the next time is gone. */
const ASKED_EVERY_MS = 5_000;

/** Gives panels their place at calls in progress: `WS /api/calls/:callSid/audio`, as in `contracts/live.ts`. */
export function liveAudio(
  parts: Pick<ControlParts, 'audit' | 'clock' | 'logger' | 'registry'>,
): (callSid: string, socket: WebSocket) => void {
  return (callSid, socket) => {
    const session = parts.registry.get(callSid);
    // One that is over can still be found until its record is kept.
    if (session && session.record.state !== 'ended') new LivePanel(parts, session, socket);
    else {
      socket.on('error', () => {});
      socket.send(JSON.stringify({ type: 'ended' } satisfies LiveAudioToPanel), () => {});
      socket.close(1008, 'This call is not in progress any more.');
    }
  };
}

/** One panel's socket at one call. */
class LivePanel {
  readonly #parts: Pick<ControlParts, 'audit' | 'clock' | 'logger'>;
  readonly #session: CallSession;
  readonly #socket: WebSocket;
  readonly #seat: Seat;
  #speaks = false;
  #isThere = true;

  constructor(
    parts: Pick<ControlParts, 'audit' | 'clock' | 'logger'>,
    session: CallSession,
    socket: WebSocket,
  ) {
    this.#parts = parts;
    this.#session = session;
    this.#socket = socket;
    const asking = parts.clock.every(ASKED_EVERY_MS, () => this.#ask());
    socket.on('message', (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      if (isBinary) this.#seat.speak(data);
      else this.#obey(data.toString());
    });
    socket.on('pong', () => {
      this.#isThere = true;
    });
    socket.on('close', () => {
      asking.cancel();
      this.#seat.leave();
      if (this.#speaks) this.#log('call.handed-back');
    });
    // `close` follows.
    socket.on('error', () => {});
    this.#seat = session.operators.listen({
      onFrame: (frame) => this.#play(frame),
      onMessage: (message) => this.#tell(message),
    });
    this.#log('call.listened');
  }

  #play(frame: Uint8Array): void {
    if (this.#socket.bufferedAmount < MOST_BUFFERED_BYTES) this.#socket.send(frame, () => {});
  }

  #tell(message: LiveAudioToPanel): void {
    this.#socket.send(JSON.stringify(message), () => {});
    const spoke = this.#speaks;
    if (message.type === 'taken-over') this.#speaks = message.byYou;
    else if (message.type !== 'refused') this.#speaks = false;
    if (!spoke && this.#speaks) this.#log('call.taken-over');
    if (spoke && message.type === 'handed-back') this.#log('call.handed-back');
    if (message.type === 'ended') this.#socket.close(1000);
  }

  #obey(text: string): void {
    const read = liveAudioFromPanel.safeParse(parse(text));
    try {
      if (!read.success) throw new AppError('invalid', 'The panel asked for something unknown. Reload it.');
      if (read.data.type === 'take-over') this.#seat.takeOver();
      else this.#seat.handBack();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#tell({ type: 'refused', message: error.message });
    }
  }

  #ask(): void {
    if (!this.#isThere) this.#socket.terminate();
    this.#isThere = false;
    this.#socket.ping();
  }

  #log(action: string): void {
    const { audit, logger } = this.#parts;
    const { callSid, tenant } = this.#session;
    audit
      .append({ by: OPERATOR, action, tenantId: tenant.id, detail: { callSid } })
      .catch((error: unknown) => {
        logger.error(
          { action, callSid, error: messageOf(error) },
          'An act could not be noted in the audit log',
        );
      });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

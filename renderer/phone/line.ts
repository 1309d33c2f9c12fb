import {
  type PracticeFromPanel,
  type PracticeToPanel,
  practiceToPanel,
} from '../../server/contracts/practice-audio.ts';
import { messageOf } from '../api/client.ts';
import { hangUpCall } from '../api/hang-up-call.ts';
import { type PracticeCallRequest, startPracticeCall } from '../api/start-practice-call.ts';
import { type AudioSocket, openAudioSocket } from './audio-socket.ts';
import type { Microphone } from './phone-state.ts';
import { askForMicrophone, openSound, release, type Sound } from './sound.ts';

interface LineHandlers {
  onRinging(callSid: string, microphone: Microphone): void;
  onConnected(): void;
  onEnded(): void;
  /** Something that does not end the call. */
  onNote(note: string): void;
}

/** One practice call with its sound and its socket. */
export interface Line {
  setMuted(muted: boolean): void;
  type(text: string): void;
  press(digit: string): void;
  /** Asks for the end; `onEnded` tells when it has come. Rejects when it could not be asked for. */
  hangUp(): Promise<void>;
  /** Lets go of microphone, loudspeaker and socket. Idempotent. */
  close(): void;
}

/**
 * Makes a practice call. The microphone is asked for first, and sound runs before the socket opens, since the agent picks
 * up as soon as it is. Resolves once the call rings: it can be hung up before there is sound. Rejects with the server's
 * error when it refuses the call.
 */
export async function openLine(request: PracticeCallRequest, handlers: LineHandlers): Promise<Line> {
  const scripted = request.script !== undefined;
  const microphone = scripted ? null : await askForMicrophone();
  const callSid = await startPracticeCall(request).catch((error: unknown) => {
    release(microphone);
    throw error;
  });
  handlers.onRinging(callSid, microphone ? 'on' : 'none');
  let sound: Sound | null = null;
  let socket: AudioSocket<PracticeFromPanel> | null = null;
  let muted = false;
  let hangingUp = false;
  let lost = false;
  let closed = false;
  const openSocket = () =>
    openAudioSocket<PracticeToPanel, PracticeFromPanel>(
      `/api/practice-calls/${callSid}/audio`,
      practiceToPanel,
      {
        onOpen() {
          if (hangingUp) socket?.send({ type: 'hangUp' });
        },
        onAudio: (bytes) => sound?.play(bytes),
        onMessage(message) {
          if (message.type === 'connected') handlers.onConnected();
          if (message.type === 'clear') sound?.clear();
          if (message.type === 'ended') handlers.onEnded();
        },
        onClosed() {
          lost = true;
          // A scripted caller talks on without a listener; its end comes as an event.
          if (!scripted) handlers.onEnded();
        },
      },
    );
  async function connect(): Promise<void> {
    try {
      sound = await openSound(microphone, (bytes) => socket?.sendFrame(bytes));
    } catch (error) {
      release(microphone);
      if (!closed)
        handlers.onNote(`Sound is not available here: ${messageOf(error)} You can still type and read.`);
    }
    if (closed) return sound?.close();
    sound?.setMuted(muted);
    socket ??= openSocket();
  }
  void connect();
  return {
    setMuted(next) {
      muted = next;
      sound?.setMuted(next);
    },
    type: (text) => socket?.send({ type: 'type', text }),
    press: (digit) => socket?.send({ type: 'digit', digit }),
    async hangUp() {
      if (socket?.send({ type: 'hangUp' })) return;
      if (lost) return hangUpCall(callSid);
      // There may be no call to end before the socket is open: it goes out then, with or without sound.
      hangingUp = true;
      socket ??= openSocket();
    },
    close() {
      closed = true;
      socket?.close();
      if (sound) sound.close();
      else release(microphone);
    },
  };
}

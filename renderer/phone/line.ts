import {
  type PracticeFromPanel,
  type PracticeToPanel,
  practiceToPanel,
} from '../../server/contracts/practice-audio.ts';
import { messageOf } from '../api/client.ts';
import { hangUpCall } from '../api/hang-up-call.ts';
import { type PracticeCallRequest, startPracticeCall } from '../api/start-practice-call.ts';
import { openAudioSocket } from './audio-socket.ts';
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
 * Makes a practice call. The microphone is asked for first and sound runs before the socket opens, since the agent
 * picks up as soon as it is. Rejects with the server's error when it refuses the call.
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
  try {
    sound = await openSound(microphone, (bytes) => socket.sendFrame(bytes));
  } catch (error) {
    release(microphone);
    handlers.onNote(`Sound is not available here: ${messageOf(error)} You can still type and read.`);
  }
  const path = `/api/practice-calls/${callSid}/audio`;
  const socket = openAudioSocket<PracticeToPanel, PracticeFromPanel>(path, practiceToPanel, {
    onAudio: (bytes) => sound?.play(bytes),
    onMessage(message) {
      if (message.type === 'connected') handlers.onConnected();
      if (message.type === 'clear') sound?.clear();
      if (message.type === 'ended') handlers.onEnded();
    },
    onClosed() {
      // A scripted caller talks on without a listener; its end comes as an event.
      if (!scripted) handlers.onEnded();
    },
  });
  return {
    setMuted: (muted) => sound?.setMuted(muted),
    type: (text) => socket.send({ type: 'type', text }),
    press: (digit) => socket.send({ type: 'digit', digit }),
    async hangUp() {
      if (!socket.send({ type: 'hangUp' })) await hangUpCall(callSid);
    },
    close() {
      socket.close();
      sound?.close();
    },
  };
}

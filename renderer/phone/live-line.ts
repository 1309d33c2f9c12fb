import {
  type LiveAudioFromPanel,
  type LiveAudioToPanel,
  liveAudioToPanel,
  VOICE_CODE,
} from '../../server/contracts/live.ts';
import { openAudioSocket } from './audio-socket.ts';
import { openSound, type Sound } from './sound.ts';
import type { VoiceLevels } from './voice-levels.ts';

interface LiveLineHandlers {
  onOpen(): void;
  onMessage(message: LiveAudioToPanel): void;
  /** The connection is gone, and the call's end was not told. */
  onLost(): void;
}

/** The sound of a call in progress, and the operator's own voice in it. */
export interface LiveLine {
  /** Asks to speak in place of the agent; the microphone is let go of when that is refused. */
  takeOver(microphone: MediaStream): void;
  handBack(): void;
  setMuted(muted: boolean): void;
  /** Lets go of microphone, loudspeaker and socket; the agent goes on. Idempotent. */
  close(): void;
}

/** Listens to a call in progress. Rejects when this browser cannot play sound. */
export async function openLiveLine(
  callSid: string,
  levels: VoiceLevels,
  handlers: LiveLineHandlers,
): Promise<LiveLine> {
  let speaking = false;
  let connected = false;
  let wanted = false;
  const sound: Sound = await openSound(null, (bytes) => {
    if (!speaking) return;
    // The server sends nobody's own voice back.
    levels.note(VOICE_CODE.agent, bytes);
    socket.sendFrame(bytes);
  });
  const quieten = () => {
    speaking = false;
    wanted = false;
    sound.setMuted(false);
    sound.setMicrophone(null);
  };
  const path = `/api/calls/${callSid}/audio`;
  const socket = openAudioSocket<LiveAudioToPanel, LiveAudioFromPanel>(path, liveAudioToPanel, {
    onOpen() {
      connected = true;
      handlers.onOpen();
      if (wanted) socket.send({ type: 'take-over' });
    },
    onAudio(bytes) {
      const [voice = VOICE_CODE.caller] = bytes;
      const frame = bytes.subarray(1);
      levels.note(voice, frame);
      sound.play(frame, voice);
    },
    onMessage(message) {
      if (message.type === 'taken-over') speaking = message.byYou;
      if (message.type === 'handed-back' || (message.type === 'refused' && !speaking)) quieten();
      if (message.type === 'ended') sound.clear();
      handlers.onMessage(message);
    },
    onClosed: () => handlers.onLost(),
  });
  return {
    takeOver(microphone) {
      wanted = true;
      sound.setMicrophone(microphone);
      if (connected) socket.send({ type: 'take-over' });
    },
    handBack: () => void socket.send({ type: 'hand-back' }),
    setMuted: (muted) => sound.setMuted(muted),
    close() {
      socket.close();
      sound.close();
    },
  };
}

import {
  type PracticeFromPanel,
  type PracticeToPanel,
  practiceToPanel,
} from '../../server/contracts/practice-audio.ts';

/** The panel's end of a practice call. */
export interface AudioSocket {
  sendFrame(bytes: Uint8Array<ArrayBuffer>): void;
  /** Returns whether it went out. */
  send(message: PracticeFromPanel): boolean;
  close(): void;
}

interface Handlers {
  onAudio(bytes: Uint8Array): void;
  onMessage(message: PracticeToPanel): void;
  /** The socket has closed, whoever closed it. */
  onClosed(): void;
}

/** Opens the audio socket of a practice call; what is sent before it is open is dropped. */
export function openAudioSocket(callSid: string, handlers: Handlers): AudioSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/api/practice-calls/${callSid}/audio`);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (typeof data === 'string') handlers.onMessage(practiceToPanel.parse(JSON.parse(data)));
    else handlers.onAudio(new Uint8Array(data));
  };
  socket.onclose = () => handlers.onClosed();
  const open = () => socket.readyState === WebSocket.OPEN;
  return {
    sendFrame(bytes) {
      if (open()) socket.send(bytes);
    },
    send(message) {
      if (open()) socket.send(JSON.stringify(message));
      return open();
    },
    close() {
      socket.onclose = null;
      socket.close();
    },
  };
}

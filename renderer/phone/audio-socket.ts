import type { z } from 'zod';

/** The panel's end of a call's sound. */
export interface AudioSocket<Message> {
  sendFrame(bytes: Uint8Array<ArrayBuffer>): void;
  /** Returns whether it went out. */
  send(message: Message): boolean;
  close(): void;
}

interface Handlers<Message> {
  onOpen?(): void;
  onAudio(bytes: Uint8Array): void;
  onMessage(message: Message): void;
  /** The socket has closed, and not by `close`. */
  onClosed(): void;
}

/** Opens the socket for the sound of a call at this path of the control API; what is sent before it is open is dropped. */
export function openAudioSocket<ToPanel, FromPanel>(
  path: string,
  toPanel: z.ZodType<ToPanel>,
  handlers: Handlers<ToPanel>,
): AudioSocket<FromPanel> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}${path}`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.onOpen?.();
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (typeof data === 'string') handlers.onMessage(toPanel.parse(JSON.parse(data)));
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
      socket.onmessage = null;
      socket.close();
    },
  };
}

import { type MessageToServer, type MessageToShell, messageToServer } from '../contracts/shell.ts';
import { Emitter } from './emitter.ts';
import type { Logger } from './logger.ts';

/** The port that a process started by the desktop shell finds as `process.parentPort`. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The server's end of its talk with the desktop shell. */
export interface ShellLink {
  post(message: MessageToShell): void;
  /** Returns the way to stop listening. */
  on(listener: (message: MessageToServer) => void): () => void;
}

export type StartMessage = Extract<MessageToServer, { type: 'start' }>;

/** The port to the shell, or `undefined` where the server was started by hand. */
export function parentPortOf(host: { parentPort?: unknown }): ParentPort | undefined {
  const port = host.parentPort;
  if (typeof port !== 'object' || port === null || !('postMessage' in port)) return undefined;
  // Electron documents this shape; the server is typed without Electron.
  return port as ParentPort;
}

/** Messages that are not of the contract are logged and dropped. */
export function createShellLink(port: ParentPort, logger: Logger): ShellLink {
  const heard = new Emitter<MessageToServer>((err) =>
    logger.error({ err }, 'A message from the shell failed'),
  );
  port.on('message', ({ data }) => {
    const message = messageToServer.safeParse(data);
    if (message.success) heard.emit(message.data);
    else logger.error({ issues: message.error.issues.length }, 'The shell sent an unknown message');
  });
  return { post: (message) => port.postMessage(message), on: (listener) => heard.on(listener) };
}

/** Tells the shell that this server listens, and resolves with what it is given to start with. */
export function awaitStart(link: ShellLink): Promise<StartMessage> {
  return new Promise((resolve) => {
    const stop = link.on((message) => {
      if (message.type !== 'start') return;
      stop();
      resolve(message);
    });
    link.post({ type: 'hello' });
  });
}

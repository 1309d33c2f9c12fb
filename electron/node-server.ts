import { spawn } from 'node:child_process';
import { readReadyLine, splitLines } from './server-output.ts';
import type { StartServer } from './supervisor.ts';

export interface NodeServerOptions {
  /** The executable and its arguments. */
  command: [string, ...string[]];
  env: Record<string, string>;
  /** Every line of its standard output. */
  onLine(line: string): void;
}

/** Starts the server as a plain Node process. It keeps its keys itself, so there is nothing to post to it. */
export function nodeServer({ command: [executable, ...args], env, onLine }: NodeServerOptions): StartServer {
  return (events) => {
    const child = spawn(executable, args, {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      // Ctrl-C at the terminal then reaches it only through us, once.
      detached: process.platform !== 'win32',
    });
    const readLine = splitLines((line) => {
      onLine(line);
      const ready = readReadyLine(line);
      if (ready) events.onReady(ready);
    });
    child.stdout.setEncoding('utf8').on('data', readLine);
    let over = false;
    const end = (how: string) => {
      if (!over) events.onExit(how);
      over = true;
    };
    child.on('error', (error) => {
      events.onFailed(`The server could not be started: ${error.message}`);
      end('without having started');
    });
    child.on('close', (code, signal) => end(signal ? `by ${signal}` : `with code ${code}`));
    return {
      stop: () => void child.kill('SIGTERM'),
      kill: () => void child.kill('SIGKILL'),
      post: () => undefined,
    };
  };
}

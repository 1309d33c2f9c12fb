import { utilityProcess } from 'electron';
import type { KeyVault } from './key-vault.ts';
import { hearServer } from './server-messages.ts';
import { complaintIn, readReadyLine, splitLines } from './server-output.ts';
import type { StartServer } from './supervisor.ts';

const KEPT_LINES = 50;

export interface UtilityServerOptions {
  entry: string;
  env: Record<string, string>;
  vault: KeyVault;
  onLiveCalls(count: number): void;
}

/** Starts the server as Electron's utility process. Its log goes to where the shell's goes. */
export function utilityServer({ entry, env, vault, onLiveCalls }: UtilityServerOptions): StartServer {
  return (events) => {
    const child = utilityProcess.fork(entry, [], { env, stdio: 'pipe', serviceName: 'Ringhouse server' });
    const readLine = splitLines((line) => {
      const ready = readReadyLine(line);
      if (ready) events.onReady(ready);
      else process.stdout.write(`${line}\n`);
    });
    child.stdout?.setEncoding('utf8').on('data', readLine);
    const complaints: string[] = [];
    const readComplaint = splitLines((line) => {
      complaints.push(line);
      if (complaints.length > KEPT_LINES) complaints.shift();
      process.stderr.write(`${line}\n`);
    });
    child.stderr?.setEncoding('utf8').on('data', readComplaint);
    const talk = {
      vault,
      onLiveCalls,
      post: child.postMessage.bind(child),
      onFailed: events.onFailed,
    };
    child.on('message', (data: unknown) => void hearServer(talk, data));
    child.on('exit', (code) => {
      onLiveCalls(0);
      // Its last message may be lost with it; what it wrote is not.
      const complaint = complaintIn(complaints);
      if (code !== 0 && complaint) events.onFailed(complaint);
      events.onExit(`with code ${code}`);
    });
    return {
      stop: () => child.postMessage({ type: 'stop' }),
      kill: () => child.kill(),
      post: (message) => child.postMessage(message),
    };
  };
}

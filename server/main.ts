import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { AppError, messageOf } from './platform/errors.ts';
import { createLogger } from './platform/logger.ts';
import { awaitStart, createShellLink, parentPortOf } from './platform/shell-link.ts';
import { startServer } from './start.ts';
import { createParentPortVault } from './store/parent-port-vault.ts';

/** The voice server, headless or under the desktop shell. Prints `ready {…}` on standard output once it answers. */
async function main(): Promise<void> {
  const port = parentPortOf(process);
  const link = port && createShellLink(port, createLogger());
  try {
    // A stop that comes while it starts is carried out as soon as it has.
    let stop = (): void => {
      stopEarly = true;
    };
    let stopEarly = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
    const config = readConfig(process.env);
    const start = link && (await awaitStart(link));
    const server = await startServer(
      config,
      link && start ? { vault: createParentPortVault(link, start.secrets) } : {},
    );
    const tellLostKeys = ({ alerts, control: { settings } }: Context): void => {
      for (const name of start?.unreadable ?? []) {
        // Made by us, not entered by anyone: the secrets that it sealed have alerts of their own.
        if (name === 'SEAL_KEY' || settings.secret(name) !== undefined) continue;
        const message = `The system's key store no longer opens ${name}. Enter it again in the settings.`;
        alerts.raise({ key: `key:${name}`, level: 'critical', message });
      }
    };
    tellLostKeys(server.context);
    const tellCalls = ({ events, registry }: Context): void => {
      events.on(({ type }) => {
        if (type === 'call.started' || type === 'call.ended')
          link?.post({ type: 'calls', live: registry.size });
      });
    };
    tellCalls(server.context);
    server.restarts.on((outcome) => {
      if ('error' in outcome) fail(outcome.error);
      else {
        tellLostKeys(outcome.context);
        tellCalls(outcome.context);
      }
    });
    stop = () => {
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    };
    link?.on((message) => {
      if (message.type === 'stop') stop();
      if (message.type === 'resumed') void server.context.address.reopen();
    });
    if (stopEarly) stop();
    else process.stdout.write(`ready ${JSON.stringify(server.ready)}\n`);
  } catch (error) {
    const message = fail(error);
    link?.post({ type: 'failed', message });
  }
}

/** Says what is wrong and ends the process. Returns what it said. */
function fail(error: unknown): string {
  const message = error instanceof AppError ? error.message : `The server failed: ${messageOf(error)}`;
  console.error(message);
  if (!(error instanceof AppError)) console.error(error);
  process.exitCode = 1;
  // What still holds the process open is given up once the message is out.
  setImmediate(() => process.exit(1));
  return message;
}

await main();

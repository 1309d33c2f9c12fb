import { readConfig } from './config.ts';
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
    const config = readConfig(process.env);
    const start = link && (await awaitStart(link));
    const server = await startServer(
      config,
      link && start ? { vault: createParentPortVault(link, start.secrets) } : {},
    );
    const { alerts, events, registry } = server.context;
    for (const name of start?.unreadable ?? []) {
      const message = `The system's key store no longer opens ${name}. Enter it again in the settings.`;
      alerts.raise({ key: `key:${name}`, level: 'critical', message });
    }
    events.on(({ type }) => {
      if (type === 'call.started' || type === 'call.ended')
        link?.post({ type: 'calls', live: registry.size });
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      process.exit(0);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    link?.on((message) => {
      if (message.type === 'stop') void stop();
      if (message.type === 'resumed') void server.context.address.reopen();
    });
    process.stdout.write(`ready ${JSON.stringify(server.ready)}\n`);
  } catch (error) {
    const message =
      error instanceof AppError ? error.message : `The server could not start: ${messageOf(error)}`;
    link?.post({ type: 'failed', message });
    console.error(message);
    if (!(error instanceof AppError)) console.error(error);
    process.exit(1);
  }
}

await main();

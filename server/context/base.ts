import type { Config } from '../config.ts';
import type { ServerEvent } from '../contracts/events.ts';
import { type Alerts, createAlerts } from '../platform/alerts.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { Emitter } from '../platform/emitter.ts';
import { type Ids, randomIds } from '../platform/ids.ts';
import { LogRing } from '../platform/log-ring.ts';
import { createLogger, type LogDestination, type Logger } from '../platform/logger.ts';
import { Tasks } from '../platform/tasks.ts';
import { tryEach } from '../platform/try-each.ts';
import { type JsonStore, openJsonStore } from '../store/json/index.ts';
import { shownPath } from '../store/json/names.ts';
import type { SecretVault } from '../store/secrets.ts';
import type { NgrokSdk } from '../tunnel/ngrok.ts';

/** What may be given instead of what would be made: the seam for the desktop shell and for tests. */
export interface ContextOverrides {
  /** Gets the lines of the log instead of standard output. */
  logTo?: LogDestination;
  /** Another time than the system's. */
  clock?: Clock;
  /** Stands for ngrok's own package. */
  loadNgrok?: () => Promise<NgrokSdk>;
  /** Where the desktop shell keeps the keys. */
  vault?: SecretVault;
  /** Folder of the built control panel; `null` serves none. */
  panelDir?: string | null;
}

export interface Base {
  loadNgrok: ContextOverrides['loadNgrok'];
  config: Config;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  /** The latest lines that `logger` wrote. */
  log: LogRing;
  alerts: Alerts;
  events: Emitter<ServerEvent>;
  publish(event: ServerEvent): void;
  store: JsonStore;
  tasks: Tasks;
  /** What was opened is closed by this when everything closes, before all that was opened earlier. */
  onClose(close: () => unknown): void;
  /** Closes everything, the store last. One that fails keeps no other open; rejects with the first failure. */
  close(): Promise<void>;
}

/** Clock, log, alerts, events and the store, which all rooms stand on. Rejects where the data cannot be opened. */
export async function openBase(config: Config, overrides: ContextOverrides): Promise<Base> {
  const clock = overrides.clock ?? systemClock;
  const ids = randomIds;
  const log = new LogRing();
  const logger = createLogger({
    level: config.logLevel,
    showPersonal: config.logPersonal,
    onLine: (line) => log.add(line),
    ...(overrides.logTo && { destination: overrides.logTo }),
  });
  const events = new Emitter<ServerEvent>((error) =>
    logger.error({ error }, 'An event could not be delivered'),
  );
  const publish = (event: ServerEvent): void => events.emit(event);
  const alerts = createAlerts(clock, (alert) => publish({ type: 'alert', alert }));
  const store = await openJsonStore({
    dataDir: config.dataDir,
    clock,
    onDamage({ path, recovered }) {
      const file = shownPath(path);
      logger.error({ file, recovered, personal: { path } }, 'A damaged document was found');
      const then = recovered ? 'Its last good copy is used.' : 'No good copy is left; restore a backup.';
      alerts.raise({
        // Files that are shown under one name are one alert, but never where only some of them are lost.
        key: `damage:${recovered ? 'recovered' : 'lost'}:${file}`,
        level: 'critical',
        message: `The file ${file} was damaged. ${then}`,
      });
    },
    onSaving(problem) {
      if (problem === null) alerts.resolve('disk');
      else
        alerts.raise({ key: 'disk', level: 'critical', message: `Nothing can be saved. ${problem.message}` });
    },
  });
  store.audit.onAppended(({ tenantId }) => publish({ type: 'audit.appended', tenantId }));
  const tasks = new Tasks({ ids, logger, onChanged: (task) => publish({ type: 'task.changed', task }) });
  const closers: (() => unknown)[] = [() => store.close()];
  return {
    loadNgrok: overrides.loadNgrok,
    config,
    clock,
    ids,
    logger,
    log,
    alerts,
    events,
    publish,
    store,
    tasks,
    onClose: (close) => void closers.push(close),
    close: () => tryEach(closers.toReversed(), (close) => close()),
  };
}

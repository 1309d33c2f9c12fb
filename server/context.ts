import { recoverCalls } from './call/recover.ts';
import type { CallRegistry } from './call/registry.ts';
import type { PracticeLine } from './carrier/practice/practice-line.ts';
import type { Config } from './config.ts';
import { type ContextOverrides, openBase } from './context/base.ts';
import { wireCalls } from './context/calls.ts';
import { wireControl } from './context/control.ts';
import { wireData } from './context/data.ts';
import { wireEngines } from './context/engines.ts';
import { keepRetention } from './context/forgetting.ts';
import { wireLine } from './context/line.ts';
import { keepRecordings } from './context/recordings.ts';
import { wireRehearsals } from './context/rehearsals.ts';
import { forgetAgain, tellUndone } from './context/restored.ts';
import { openRooms } from './context/rooms.ts';
import { wireTools } from './context/tools.ts';
import type { ServerEvent } from './contracts/events.ts';
import type { ControlParts } from './http/control/parts.ts';
import type { IncomingParts } from './http/public/incoming-parts.ts';
import type { Alerts } from './platform/alerts.ts';
import { DiskSpace, watchRoom } from './platform/disk.ts';
import type { Emitter } from './platform/emitter.ts';
import { messageOf } from './platform/errors.ts';
import { tenantScope } from './store/make-scope.ts';
import type { PublicAddress } from './tunnel/public-address.ts';

export interface Context {
  events: Emitter<ServerEvent>;
  alerts: Alerts;
  registry: CallRegistry;
  incoming: IncomingParts;
  control: ControlParts;
  practice: PracticeLine;
  address: PublicAddress;
  /** Gets what requests for the public `/health` bring along. */
  onProbe(token: string): void;
  controlToken: string;
  /** Told once the public listener listens. */
  setPublicPort(port: number): void;
  /** The server has started: data that was switched to stays. */
  keepSwitched(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Wires everything. Rejects with `conflict` when another copy has the data folder, with `storage-failed` when it can't
 * be read. `restart` is called when other data is to take the place of the present.
 */
export async function createContext(
  config: Config,
  overrides: ContextOverrides,
  restart: () => void,
): Promise<Context> {
  const base = await openBase(config, overrides);
  try {
    tellUndone(base);
    const rooms = await openRooms(base, overrides.vault ?? base.store.secrets);
    const engines = wireEngines(base, rooms.settings);
    base.onClose(() => engines.shutdown());
    const tools = wireTools(base, rooms);
    base.onClose(() => tools.mcpTools.close());
    const calls = wireCalls(base, rooms, engines, tools);
    base.onClose(() => calls.lag.close());
    const line = wireLine(base, rooms, engines, calls);
    base.onClose(() => line.address.close());
    base.onClose(() => line.practice.close());
    base.onClose(() => line.forwarded.close());
    base.onClose(() => base.tasks.idle());
    // Calls are let go while the line still carries them; what follows from them may be a task.
    base.onClose(() => calls.registry.shutdown());
    const rehearsing = wireRehearsals(base, rooms, engines, calls);
    base.onClose(() => rehearsing.close());
    await recoverCalls({
      ...base,
      ...base.store,
      ...rooms,
      ...calls,
      cost: engines.pricing.call,
      scopeOf: tenantScope,
    });
    await forgetAgain(base, rooms, calls.forgetting);
    void rooms.search.fill({
      calls: () => rooms.archive.list({ limit: Number.POSITIVE_INFINITY }).calls,
      read: (call) => rooms.archive.read(tenantScope(call.tenantId), call.callSid),
    });
    const retention = await keepRetention(base, rooms, calls.forgetting);
    base.onClose(() => retention.close());
    const oldRecordings = keepRecordings(base, rooms);
    base.onClose(() => oldRecordings.close());
    const disk = new DiskSpace(base.config.dataDir, base.clock);
    const room = watchRoom(disk, base);
    base.onClose(() => room.cancel());
    const data = await wireData(base, rooms, calls, restart);
    base.onClose(() => data.backups.close());
    base.onClose(() => data.bundles.close());
    return {
      events: base.events,
      alerts: base.alerts,
      registry: calls.registry,
      incoming: line.incoming,
      control: {
        ...wireControl(base, rooms, engines, tools, calls, line, overrides.panelDir),
        ...data,
        ...rehearsing,
        disk,
      },
      practice: line.practice,
      address: line.address,
      onProbe: (token) => line.probes.note(token),
      controlToken: config.controlToken ?? base.ids.token(),
      setPublicPort: line.setPublicPort,
      keepSwitched: () => base.store.keepSwitched(),
      close: base.close,
    };
  } catch (error) {
    await base.close().catch((failure: unknown) => {
      base.logger.error({ error: messageOf(failure) }, 'A part of the server did not stop well');
    });
    throw error;
  }
}

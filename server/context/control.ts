import { join } from 'node:path';
import type { ControlParts } from '../http/control/parts.ts';
import { lookUpCall } from '../http/public/incoming-call.ts';
import type { Base } from './base.ts';
import type { Calls } from './calls.ts';
import { wireChecks } from './checks.ts';
import type { Engines } from './engines.ts';
import type { Line } from './line.ts';
import type { Rehearsing } from './rehearsals.ts';
import type { Rooms } from './rooms.ts';
import type { ToolSources } from './tools.ts';
import { VERSION } from './version.ts';

/** `out/renderer`, seen from this source, or from `out/main` when this file has been bundled. */
const BUILT_PANEL = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '..', '..', 'out', 'renderer')
  : join(import.meta.dirname, '..', 'renderer');

export function wireControl(
  base: Base,
  rooms: Rooms,
  engines: Engines,
  { httpTools, mcpTools }: ToolSources,
  { plan, afterCall, registry, metrics, forgetting }: Calls,
  line: Line,
  panelDir: string | null = BUILT_PANEL,
): Omit<ControlParts, 'backups' | 'bundles' | 'imports' | 'disk' | keyof Rehearsing> {
  const { address, carrierAccount, incoming, lines, loopbackOrigin, practice, publicPort } = line;
  const { clock, ids, logger, log, alerts, events, store, tasks } = base;
  const verify = async (): Promise<void> => {
    const [problem] = await Promise.all([engines.problem(), lines.point()]);
    if (problem === null) alerts.resolve('openai-key');
    else alerts.raise({ key: 'openai-key', level: 'critical', message: problem });
  };
  // A tunnel may come online long after it was opened, or come back with another address.
  let reachedAt: string | null = null;
  events.on(({ type }) => {
    if (type !== 'tunnel.changed' || address.origin() === reachedAt) return;
    reachedAt = address.origin();
    if (reachedAt !== null) void verify();
  });
  return {
    ...rooms,
    httpTools,
    mcpTools,
    clock,
    ids,
    logger,
    log,
    pricing: engines.pricing,
    registry,
    afterCall,
    forgetting,
    plan,
    audit: store.audit,
    recordings: store.recordings,
    alerts,
    events,
    checks: wireChecks(base, rooms, engines, line),
    practice,
    tasks,
    metrics,
    lookUp({ to, from }) {
      const publicOrigin = address.origin() ?? loopbackOrigin();
      return lookUpCall(incoming, {
        callSid: 'lookup',
        accountSid: '',
        from,
        to,
        practice: true,
        publicOrigin,
      });
    },
    activeEngine: () => engines.current().id,
    tunnelStatus: () => address.status(),
    lines: () => lines.status(),
    carrierAccount,
    publicPort,
    async reconnect() {
      await address.reopen();
      await verify();
    },
    verify,
    version: VERSION,
    panelDir,
  };
}

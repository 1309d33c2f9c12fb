import { type AlertKey, endsByHand } from '../contracts/alert-causes.ts';
import type { Alert } from '../contracts/events.ts';
import { type Clock, isoNow } from './clock.ts';
import { AppError } from './errors.ts';

export interface RaisedAlert {
  /** Alerts with one key are one alert until it is resolved. */
  key: AlertKey;
  level: Alert['level'];
  message: string;
  tenantIds?: number[];
}

/** What the operator must know, once per cause. */
export interface Alerts {
  raise(alert: RaisedAlert): void;
  resolve(key: AlertKey): void;
  /** Ends one that only the operator can end. Throws `not-found` where it is not open, `conflict` where it ends by itself. */
  dismiss(id: string): Alert;
  /** Open ones first, then the latest resolved ones. */
  list(): Alert[];
}

const KEPT = 200;

/** Keeps alerts in memory and passes each first sight or resolution on to `publish`. */
export function createAlerts(clock: Clock, publish: (alert: Alert) => void): Alerts {
  const byKey = new Map<string, Alert>();
  const past: Alert[] = [];
  let made = 0;
  const end = (open: Alert): Alert => {
    byKey.delete(open.key);
    open.resolvedAt = isoNow(clock);
    past.unshift(open);
    past.length = Math.min(past.length, KEPT);
    publish({ ...open });
    return { ...open };
  };
  return {
    raise({ key, level, message, tenantIds = [] }) {
      const open = byKey.get(key);
      if (open) {
        open.count += 1;
        open.tenantIds = [...new Set([...open.tenantIds, ...tenantIds])];
        return;
      }
      made += 1;
      const alert: Alert = {
        id: `alert-${made}`,
        key,
        level,
        message,
        tenantIds,
        at: isoNow(clock),
        count: 1,
        resolvedAt: null,
      };
      byKey.set(key, alert);
      publish({ ...alert });
    },
    resolve(key) {
      const open = byKey.get(key);
      if (open) end(open);
    },
    dismiss(id) {
      const open = [...byKey.values()].find((alert) => alert.id === id);
      if (!open) throw new AppError('not-found', 'This alert is over already.');
      if (!endsByHand(open.key))
        throw new AppError('conflict', 'This alert goes by itself once what is wrong has been mended.');
      return end(open);
    },
    list: () => [...[...byKey.values()].reverse(), ...past].map((alert) => ({ ...alert })),
  };
}

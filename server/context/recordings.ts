import { expireRecordings } from '../call/recording-retention.ts';
import type { Timer } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { Base } from './base.ts';
import type { Rooms } from './rooms.ts';

const HOUR_MS = 60 * 60_000;

/** Removes, now and every hour, recordings that their tenants keep no longer. */
export function keepRecordings({ clock, logger, store }: Base, { archive, tenants }: Rooms): Timer {
  const kept = { recordings: store.recordings, archive };
  const sweep = async () => {
    for (const tenant of tenants.list()) {
      const { keepDays } = tenants.settingsOf(tenant).recording;
      await expireRecordings(kept, tenantScope(tenant.id), keepDays, clock.now()).catch((error: unknown) => {
        logger.error({ tenantId: tenant.id, error: messageOf(error) }, 'Old recordings could not be removed');
      });
    }
  };
  void sweep();
  return clock.every(HOUR_MS, () => void sweep());
}

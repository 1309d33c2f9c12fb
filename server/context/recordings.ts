import { expireRecordings } from '../call/recording-retention.ts';
import { messageOf } from '../platform/errors.ts';
import { type Rounds, startRounds } from '../platform/rounds.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { Base } from './base.ts';
import type { Rooms } from './rooms.ts';

const HOUR_MS = 60 * 60_000;

/** Removes, now and every hour, recordings that their tenants keep no longer. */
export function keepRecordings({ clock, logger, store }: Base, { archive, tenants }: Rooms): Rounds {
  const kept = { recordings: store.recordings, archive };
  return startRounds(clock, HOUR_MS, async (signal) => {
    for (const tenant of tenants.list()) {
      if (signal.aborted) return;
      const { keepDays } = tenants.settingsOf(tenant).recording;
      await expireRecordings(kept, tenantScope(tenant.id), keepDays, clock.now()).catch((error: unknown) => {
        logger.error({ tenantId: tenant.id, error: messageOf(error) }, 'Old recordings could not be removed');
      });
    }
  });
}

import { expect, it } from 'vitest';
import type { Alert } from '../../server/contracts/events.ts';
import { createAlerts } from '../../server/platform/alerts.ts';
import { type Room, watchRoom } from '../../server/platform/disk.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { ManualClock } from '../manual-clock.ts';

/** A disk whose room is looked up at the next tick, as a real one's is. */
class SmallDisk {
  freeBytes = 1_500_000_000;
  isGone = false;
  async room(): Promise<Room> {
    if (this.isGone) throw new Error('The folder is gone.');
    return { freeBytes: this.freeBytes, totalBytes: 500e9, low: this.freeBytes < 2e9 };
  }
}

it('raises one alert while the disk is nearly full, and settles it once there is room', async () => {
  const clock = new ManualClock();
  const told: Alert[] = [];
  const alerts = createAlerts(clock, (alert) => told.push(alert));
  const logger = createLogger({ destination: { write: () => {} } });
  const disk = new SmallDisk();
  const watch = watchRoom(disk, { alerts, clock, logger });
  const look = async (): Promise<void> => {
    clock.advance(5 * 60_000);
    await new Promise(setImmediate);
  };
  await look();
  expect(told).toEqual([expect.objectContaining({ key: 'disk-low', level: 'warning', resolvedAt: null })]);
  expect(told[0]?.message).toContain('1500 MB are left');
  disk.isGone = true;
  await look();
  expect(told).toHaveLength(1);
  disk.isGone = false;
  disk.freeBytes = 90e9;
  await look();
  expect(told.at(-1)).toMatchObject({ key: 'disk-low', resolvedAt: expect.any(String) });
  watch.cancel();
  disk.freeBytes = 1;
  await look();
  expect(told).toHaveLength(2);
});

import { describe, expect, it } from 'vitest';
import { ago } from '../../renderer/ui/zones.ts';

/** A moment by the clock of this computer. */
const at = (day: number, hour: number): Date => new Date(2026, 2, day, hour);
const lies = (then: Date, now: Date): string => ago(then.toISOString(), now.getTime());

describe('how long ago something was', () => {
  it('is told in minutes and hours within a day, also over midnight', () => {
    expect(lies(at(3, 1), at(3, 1))).toBe('just now');
    expect(lies(new Date(2026, 2, 3, 0, 55), at(3, 1))).toBe('5 minutes ago');
    expect(lies(at(2, 20), at(3, 1))).toBe('5 hours ago');
  });

  it('is told in dates from a day on', () => {
    expect(lies(at(2, 1), at(3, 2))).toBe('yesterday');
    expect(lies(at(1, 20), at(3, 1))).toBe('2 days ago');
    expect(lies(at(2, 0), at(8, 23))).toBe('6 days ago');
    expect(lies(at(1, 23), at(8, 23))).toBe('Mar 1, 2026');
  });
});

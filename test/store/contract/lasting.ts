import { expect, it } from 'vitest';
import type { LastingNotes } from '../../../server/store/lasting.ts';

/** What every adapter does with what no restore may take back. `open` closes what it opened before. */
export function lastingContract(place: () => Promise<{ open(): Promise<LastingNotes> }>): void {
  it('keeps the highest tenant id and who was forgotten, for good', async () => {
    const { open } = await place();
    const first = await open();
    expect([first.lastTenantId, first.forgotten]).toEqual([0, []]);
    const mark = { tenantId: 1, at: '2026-11-22T12:00:00.000Z', by: 'caller' as const, mark: 'abc' };
    await Promise.all([
      first.noteTenantId(7),
      first.noteTenantId(3),
      first.noteForgotten([mark]),
      first.noteForgotten([]),
      first.noteForgotten([{ ...mark, mark: 'def' }]),
    ]);
    const again = await open();
    expect(again.lastTenantId).toBe(7);
    expect(again.forgotten).toEqual([mark, { ...mark, mark: 'def' }]);
  });
}

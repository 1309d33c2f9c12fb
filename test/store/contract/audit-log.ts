import { describe, expect, it } from 'vitest';
import type { AuditLog } from '../../../server/store/audit-log.ts';

export interface AuditPlace {
  open(): Promise<AuditLog>;
}

const event = (number: number) => ({
  by: 'operator',
  action: 'tenant.changed',
  tenantId: number % 2 ? number : null,
  detail: { number, before: undefined, nested: { list: [1, 'zwei', null] } },
});

/** What every adapter of the port `AuditLog` does. */
export function auditContract(makePlace: () => Promise<AuditPlace>): void {
  describe('the audit log', () => {
    it('chains entries, over being opened again', async () => {
      const place = await makePlace();
      const log = await place.open();
      const first = await log.append(event(1));
      const rest = await Promise.all([2, 3].map((number) => log.append(event(number))));
      const last = await (await place.open()).append(event(4));
      const entries = [first, ...rest, last];
      expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
      for (const [index, { previousHash }] of entries.slice(1).entries())
        expect(previousHash).toBe(entries[index]?.hash);
      expect(await (await place.open()).verify()).toEqual({ ok: true, entries: 4, brokenAt: null });
    });

    it('is whole when empty', async () => {
      const log = await (await makePlace()).open();
      expect(await log.verify()).toEqual({ ok: true, entries: 0, brokenAt: null });
      expect(await log.list({ limit: 10 })).toEqual({ entries: [], nextCursor: null });
    });

    it('lists the newest first, page by page, as they were appended', async () => {
      const log = await (await makePlace()).open();
      const appended = [];
      for (let number = 1; number <= 7; number += 1) appended.push(await log.append(event(number)));
      const seen = [];
      for (let cursor: number | null | undefined; cursor !== null; ) {
        const page = await log.list({ limit: 3, cursor });
        seen.push(...page.entries);
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(appended.reverse());
    });
  });
}

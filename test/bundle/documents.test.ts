import { expect, it } from 'vitest';
import { moved } from '../../server/bundle/documents.ts';
import { TENANT_VERSION, versionKey } from '../../server/tenants/documents.ts';
import { tenantOf } from '../messages/letters.ts';

it('moves a first version without the id of the tenant it was copied from, which is another one there', () => {
  const at = '2026-03-02T15:00:00.000Z';
  const version = { version: 1, at, by: 'operator', changes: [], snapshot: tenantOf() };
  const copied = { ...version, copiedFrom: { tenantId: 7, version: 3 } };
  const move = { tenantId: 2, sidOf: (callSid: string) => callSid };
  expect(moved(TENANT_VERSION.name, versionKey(1), copied, move)?.body).toEqual({
    ...version,
    snapshot: { ...version.snapshot, id: 2 },
  });
});

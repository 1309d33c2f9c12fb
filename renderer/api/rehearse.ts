import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { rehearsal, type rehearsalRequest } from '../../server/contracts/rehearsal.ts';
import { request } from './client.ts';

export type RehearsalRequest = z.input<typeof rehearsalRequest>;

const rehearse = (tenantId: number, body: RehearsalRequest) =>
  request('POST', `/api/tenants/${tenantId}/rehearsals`, rehearsal, body);

/** Has a tenant's agent say its greeting, or its answer to a line, with these settings laid over what is published. */
export function useRehearse(tenantId: number) {
  return useMutation({ mutationFn: (body: RehearsalRequest) => rehearse(tenantId, body) });
}

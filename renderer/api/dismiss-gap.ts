import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

export function useDismissGap(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (gapId: string) => command('DELETE', `/api/tenants/${tenantId}/gaps/${gapId}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.gaps(tenantId) }),
  });
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

const deleteTenant = (id: number) => command('DELETE', `/api/tenants/${id}`);

export function useDeleteTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteTenant,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.tenants }),
        client.invalidateQueries({ queryKey: keys.status }),
      ]);
    },
  });
}

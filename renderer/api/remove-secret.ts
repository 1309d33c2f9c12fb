import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

export function useRemoveSecret(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => command('DELETE', `/api/tenants/${id}/secrets/${encodeURIComponent(name)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.secrets(id) }),
  });
}

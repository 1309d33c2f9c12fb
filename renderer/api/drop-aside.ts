import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

export function useDropAside() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => command('DELETE', '/api/aside'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.backups }),
  });
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

/** Erases a bundle that waits here: one that was exported, or one that was uploaded. */
export function useDiscardBundle(kind: 'bundles' | 'bundle-uploads') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command('DELETE', `/api/${kind}/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.bundles }),
  });
}

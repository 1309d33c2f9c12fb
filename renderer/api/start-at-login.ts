import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShellApi } from '../../server/contracts/shell.ts';
import { keys } from './keys.ts';

/** Whether the system starts the desktop app at login; `null` where it cannot. It may be changed outside the panel too. */
export const useStartsAtLogin = (shell: ShellApi) =>
  useQuery({ queryKey: keys.startsAtLogin, queryFn: () => shell.startsAtLogin(), staleTime: 0 });

/** Has the desktop app started at login, or no longer. Resolves with how it is then. */
export function useStartAtLogin(shell: ShellApi) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (on: boolean) => shell.startAtLogin(on),
    onSuccess: (isOn) => client.setQueryData(keys.startsAtLogin, isOn),
  });
}

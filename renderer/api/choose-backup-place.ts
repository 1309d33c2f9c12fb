import { useMutation, useQueryClient } from '@tanstack/react-query';
import { backupList } from '../../server/contracts/backup.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export function useChooseBackupPlace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (folder: string | null) => request('PUT', '/api/backups/place', backupList, { folder }),
    onSuccess: (list) => client.setQueryData(keys.backups, list),
  });
}

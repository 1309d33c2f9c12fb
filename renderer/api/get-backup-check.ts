import { useQuery } from '@tanstack/react-query';
import { restoreCheck } from '../../server/contracts/backup.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** What reading all of a backup found, once its check is `done`. */
export const useBackupCheck = (name: string, done: boolean) =>
  useQuery({
    queryKey: keys.backupCheck(name),
    queryFn: () => request('GET', `/api/backups/${encodeURIComponent(name)}/check`, restoreCheck),
    enabled: done,
  });

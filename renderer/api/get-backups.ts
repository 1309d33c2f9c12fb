import { useQuery } from '@tanstack/react-query';
import { backupList } from '../../server/contracts/backup.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const backupFileUrl = (name: string) => `/api/backups/${encodeURIComponent(name)}/file`;

export const useBackups = () =>
  useQuery({ queryKey: keys.backups, queryFn: () => request('GET', '/api/backups', backupList) });

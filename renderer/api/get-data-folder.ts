import { useQuery } from '@tanstack/react-query';
import { dataFolder } from '../../server/contracts/home.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getDataFolder = () => request('GET', '/api/data-folder', dataFolder);

export function useDataFolder() {
  return useQuery({ queryKey: keys.dataFolder, queryFn: getDataFolder, staleTime: 0 });
}

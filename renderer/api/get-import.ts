import { useQuery } from '@tanstack/react-query';
import { importState } from '../../server/contracts/import.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const importReportUrl = (id: string) => `/api/imports/${id}/report.csv`;

export const useImport = (id: string) =>
  useQuery({ queryKey: keys.import(id), queryFn: () => request('GET', `/api/imports/${id}`, importState) });

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { trade } from '../../server/contracts/trade.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTrades = () => request('GET', '/api/trades', z.array(trade));

export function useTrades() {
  return useQuery({ queryKey: keys.trades, queryFn: getTrades });
}

import { z } from 'zod';
import { trades } from '../../../agent/trades.ts';
import { trade } from '../../../contracts/trade.ts';
import type { ControlApp } from '../parts.ts';

/** What a new tenant can begin with. */
export function tradeRoutes(app: ControlApp): void {
  app.get('/api/trades', { schema: { response: { 200: z.array(trade) } } }, async () => trades());
}

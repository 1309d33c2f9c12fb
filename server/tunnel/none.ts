import { StatusHolder } from './status-holder.ts';
import type { Tunnel } from './tunnel.ts';

/** No public address: only the practice line rings. */
export function createNoTunnel(): Tunnel {
  const status = new StatusHolder('none');
  return {
    status: () => status.get(),
    onChange: (listener) => status.onChange(listener),
    open: async () => {},
    close: async () => {},
  };
}

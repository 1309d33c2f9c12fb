import { StatusHolder } from './status-holder.ts';
import type { Tunnel } from './tunnel.ts';

/** The operator's own domain, which leads to the public listener by itself. Online as soon as it is opened. */
export function createFixedTunnel(publicUrl: string): Tunnel {
  const status = new StatusHolder('fixed');
  return {
    status: () => status.get(),
    onChange: (listener) => status.onChange(listener),
    async open() {
      status.set({ state: 'online', url: new URL(publicUrl).origin });
    },
    async close() {
      status.set({ state: 'off', url: null });
    },
  };
}

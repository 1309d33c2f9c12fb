import type { TunnelStatus } from '../contracts/settings.ts';

/** A public URL for the public listener. */
export interface Tunnel {
  status(): TunnelStatus;
  /** Opens it and keeps it open; resolves when it is first online or has failed. Changes come to `onChange`. */
  open(localPort: number): Promise<void>;
  onChange(listener: (status: TunnelStatus) => void): () => void;
  /** Idempotent. */
  close(): Promise<void>;
}

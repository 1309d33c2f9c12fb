import { type MessageToServer, type MessageToShell, messageToShell } from '../server/contracts/shell.ts';
import type { KeyVault } from './key-vault.ts';

/** What the shell does with what the server tells it. */
export interface ServerTalk {
  vault: Pick<KeyVault, 'secrets' | 'unreadable' | 'set'>;
  post(message: MessageToServer): void;
  onLiveCalls(count: number): void;
  onFailed(message: string): void;
}

/** Acts on one message of the server. Anything that is not of the contract is ignored. */
export async function hearServer(talk: ServerTalk, data: unknown): Promise<void> {
  const parsed = messageToShell.safeParse(data);
  if (!parsed.success) return;
  const message = parsed.data;
  switch (message.type) {
    case 'hello':
      return talk.post({ type: 'start', secrets: talk.vault.secrets(), unreadable: talk.vault.unreadable() });
    case 'secret.set':
      return keep(talk, message);
    case 'calls':
      return talk.onLiveCalls(message.live);
    case 'failed':
      return talk.onFailed(message.message);
  }
}

async function keep(talk: ServerTalk, asked: Extract<MessageToShell, { type: 'secret.set' }>): Promise<void> {
  try {
    await talk.vault.set(asked.name, asked.value);
    talk.post({ type: 'secret.saved', id: asked.id });
  } catch {
    // The cause could hold the key; the operator can act without it.
    const message =
      'The key could not be kept. Unlock the system’s key store, or free disk space, and try again.';
    talk.post({ type: 'secret.failed', id: asked.id, message });
  }
}

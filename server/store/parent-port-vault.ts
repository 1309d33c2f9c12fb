import type { VaultName } from '../contracts/settings.ts';
import { AppError } from '../platform/errors.ts';
import type { ShellLink } from '../platform/shell-link.ts';
import type { SecretVault } from './secrets.ts';

interface Waiting {
  resolve(): void;
  reject(error: AppError): void;
}

/**
 * Keys that the desktop shell keeps in the system's key store. They are handed over at start; a change counts once the
 * shell has answered that it is kept, and `set` rejects with `storage-failed` when it is not.
 */
export function createParentPortVault(
  link: ShellLink,
  initial: Partial<Record<VaultName, string>>,
): SecretVault {
  const kept = new Map(Object.entries(initial) as [VaultName, string][]);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  link.on((message) => {
    if (message.type !== 'secret.saved' && message.type !== 'secret.failed') return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'secret.saved') asked?.resolve();
    else asked?.reject(new AppError('storage-failed', message.message, { retryable: true }));
  });

  return {
    get: (name) => kept.get(name),
    async set(name, value) {
      lastId += 1;
      const id = lastId;
      await new Promise<void>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        link.post({ type: 'secret.set', id, name, value });
      });
      if (value === null) kept.delete(name);
      else kept.set(name, value);
    },
  };
}

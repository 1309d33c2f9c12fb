import type { VaultName } from '../contracts/settings.ts';

/** The operator's keys, and the one under which tenants' secrets are sealed. In the desktop app they lie in the system's key store, headless in a file only its owner reads. */
export interface SecretVault {
  get(name: VaultName): string | undefined;
  /** `null` removes. Resolves once kept. */
  set(name: VaultName, value: string | null): Promise<void>;
}

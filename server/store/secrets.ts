import type { SecretName } from '../contracts/settings.ts';

/** The operator's keys. In the desktop app they lie in the system's key store, headless in a file only its owner reads. */
export interface SecretVault {
  get(name: SecretName): string | undefined;
  /** `null` removes. Resolves once kept. */
  set(name: SecretName, value: string | null): Promise<void>;
}

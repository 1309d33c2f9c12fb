import { safeStorage } from 'electron';
import type { Cipher } from './key-vault.ts';

/** The system's key store as Electron gives it. Where Linux has none, Electron's fixed password protects nothing. */
export const systemCipher: Cipher = {
  protection: () =>
    process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
      ? 'unprotected'
      : 'protected',
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  async decrypt(bytes) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
    return { text: result, renew: shouldReEncrypt };
  },
};

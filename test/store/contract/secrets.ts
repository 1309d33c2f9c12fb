import { describe, expect, it } from 'vitest';
import type { SecretVault } from '../../../server/store/secrets.ts';

export interface SecretPlace {
  open(): Promise<SecretVault>;
}

/** What every adapter of the port `SecretVault` does. */
export function secretContract(makePlace: () => Promise<SecretPlace>): void {
  describe('the vault', () => {
    it('keeps, replaces and removes keys', async () => {
      const place = await makePlace();
      const vault = await place.open();
      expect(vault.get('OPENAI_API_KEY')).toBeUndefined();
      await Promise.all([vault.set('OPENAI_API_KEY', 'first-key'), vault.set('TWILIO_AUTH_TOKEN', 'token')]);
      await vault.set('OPENAI_API_KEY', 'second-key');
      const reopened = await place.open();
      expect(reopened.get('OPENAI_API_KEY')).toBe('second-key');
      expect(reopened.get('TWILIO_AUTH_TOKEN')).toBe('token');
      await reopened.set('OPENAI_API_KEY', null);
      expect(reopened.get('OPENAI_API_KEY')).toBeUndefined();
      expect((await place.open()).get('OPENAI_API_KEY')).toBeUndefined();
    });

    it('refuses an empty key', async () => {
      const vault = await (await makePlace()).open();
      await expect(vault.set('TWILIO_AUTH_TOKEN', '')).rejects.toMatchObject({ code: 'invalid' });
      expect(vault.get('TWILIO_AUTH_TOKEN')).toBeUndefined();
    });
  });
}

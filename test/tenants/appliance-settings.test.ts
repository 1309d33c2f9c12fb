import { expect, test } from 'vitest';
import { applianceScope } from '../../server/store/make-scope.ts';
import type { SecretVault } from '../../server/store/secrets.ts';
import { ApplianceSettings } from '../../server/tenants/appliance-settings.ts';
import { MemoryStore } from '../memory-store.ts';

function setUp() {
  const secrets = new Map<string, string>();
  const vault: SecretVault = {
    get: (name) => secrets.get(name),
    async set(name, value) {
      if (value === null) secrets.delete(name);
      else secrets.set(name, value);
    },
  };
  const documents = new MemoryStore();
  const fixed = { settings: {}, secrets: {} };
  return {
    documents,
    load: () => ApplianceSettings.load({ documents, scope: applianceScope, vault, fixed }),
  };
}

test('changes made at once all stay, after a start too', async () => {
  const { load } = setUp();
  const settings = await load();
  await Promise.all([
    settings.change({ settings: { agencyName: 'Northside' } }),
    settings.change({ settings: { summaryModel: 'another-model' } }),
    settings.change({ secrets: { OPENAI_API_KEY: 'sk-key' } }),
  ]);
  const expected = { agencyName: 'Northside', summaryModel: 'another-model' };
  expect(settings.current()).toMatchObject(expected);
  expect(settings.secret('OPENAI_API_KEY')).toBe('sk-key');
  expect((await load()).current()).toMatchObject(expected);
});

test('a change that cannot be stored does not hold up the next', async () => {
  const { documents, load } = setUp();
  const settings = await load();
  documents.failAfter(0);
  const refused = settings.change({ settings: { agencyName: 'Northside' } });
  await expect(refused).rejects.toMatchObject({ code: 'storage-failed' });
  documents.recover();
  await settings.change({ settings: { agencyName: 'Southside' } });
  expect(settings.current().agencyName).toBe('Southside');
});

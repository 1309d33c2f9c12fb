import { describe, expect, it } from 'vitest';
import { deed, details } from '../../renderer/pages/audit/audit-words.ts';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import { filesBelow, textOf } from '../house/project-files.ts';

const entry = (action: string, detail: AuditEntry['detail'] = {}): AuditEntry => ({
  sequence: 1,
  at: '2026-11-22T12:00:00.000Z',
  by: 'operator',
  action,
  tenantId: null,
  detail,
  previousHash: '',
  hash: '',
});

/** Names of acts wherever the server writes them down: in files that know the audit log. */
const ACTIONS = filesBelow('server', /\.ts$/)
  .filter((path) => !path.startsWith('server/contracts/'))
  .map(textOf)
  .filter((text) => /audit/i.test(text))
  .flatMap((text) => [...text.matchAll(/action(?::| =)[^;,]*|note\(scope, [^,]*|#log\([^)]*/g)])
  .flatMap(([found]) => [...found.matchAll(/'([a-z]+\.[a-z-]+)'/g)])
  .map(([, action = '']) => action);

describe('the words of the audit log', () => {
  it('say of every act of the server what was done', () => {
    expect(ACTIONS.length).toBeGreaterThan(40);
    expect(ACTIONS).toEqual(expect.arrayContaining(['data.restored', 'secret.removed', 'call.listened']));
    expect(ACTIONS.filter((action) => deed(entry(action)).before.startsWith('did “'))).toEqual([]);
  });

  it('tell an act that has no words by its name', () => {
    expect(deed(entry('tea.made'))).toEqual({ before: 'did “made” to a tea', after: null });
  });

  it('tell which connection was tried, and a key that was set from one that was removed', () => {
    expect(details(entry('check.run', { service: 'twilio', ok: true }))).toEqual(['Twilio']);
    expect(details(entry('settings.changed', { fields: ['OPENAI_API_KEY'] }))).toEqual(['openai api key']);
    expect(details(entry('settings.changed', { removed: ['OPENAI_API_KEY'] }))).toEqual([
      'removed openai api key',
    ]);
  });
});

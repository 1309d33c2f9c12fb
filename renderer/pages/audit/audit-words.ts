import type { AuditEntry } from '../../../server/contracts/audit.ts';
import { capital, plural } from '../../ui/words.ts';

/** What was done, after who did it. `{tenant}` stands for whom it was done to. */
const DEEDS: Record<string, string> = {
  'tenant.created': 'made the tenant {tenant}',
  'tenant.changed': 'changed {tenant}',
  'tenant.deleted': 'deleted {tenant} with all its data',
  'tenant.restored': 'went back to an earlier version of {tenant}',
  'secret.set': 'set a secret of {tenant}',
  'secret.removed': 'removed a secret of {tenant}',
  'tool.tested': 'tried a tool of {tenant}',
  'mcp.listed': 'asked an MCP server of {tenant} for its tools',
  'defaults.changed': 'changed the defaults of all agents',
  'settings.changed': 'changed the settings',
  'alert.dismissed': 'dismissed an alert',
  'call.hung-up': 'hung up a call of {tenant}',
  'recording.downloaded': 'downloaded a recording of {tenant}',
  'recording.deleted': 'deleted a recording of {tenant}',
  'memory.changed': 'changed what is remembered of a caller of {tenant}',
  'memory.deleted': 'deleted what was remembered of a caller of {tenant}',
  'caller.forgotten': 'had a caller of {tenant} forgotten',
  'call.reviewed': 'marked the flags of a call of {tenant}',
  'call.forgotten': 'had a call of {tenant} forgotten',
  'message.marked': 'marked messages of {tenant}',
  'delivery.retried': 'had a message of {tenant} sent once more',
  'delivery.dismissed': 'dismissed a message of {tenant} that was not delivered',
  'delivery.tested': 'sent a test message for {tenant}',
  'knowledge.created': 'added knowledge to {tenant}',
  'knowledge.changed': 'changed knowledge of {tenant}',
  'knowledge.deleted': 'removed knowledge of {tenant}',
  'gap.answered': 'answered a question for {tenant}',
  'gap.dismissed': 'dismissed a question for {tenant}',
  'number.assigned': 'gave {tenant} a number',
  'number.taken': 'took a number from {tenant}',
  'draft.changed': 'changed the draft of {tenant}',
  'draft.published': 'published the draft of {tenant}',
  'draft.dropped': 'threw away the draft of {tenant}',
  'agent.rehearsed': 'rehearsed the agent of {tenant}',
  'call.replayed': 'replayed a past call of {tenant}',
  'call.transferred': 'put a caller of {tenant} through',
  'call.listened': 'listened in on a call of {tenant}',
  'call.handed-back': 'handed a call of {tenant} back to the agent',
  'call.whispered': 'whispered a line to the agent of {tenant}',
  'call.taken-over': 'took over a call of {tenant}',
  'caller.exported': 'exported what is known of a caller of {tenant}',
  'statement.downloaded': 'downloaded a statement of {tenant}',
  'audit.exported': 'exported the audit log',
  'calls.exported': 'exported calls',
  'check.run': 'tried out a connection',
  'tenant.exported': 'exported {tenant} as an encrypted bundle',
  'bundle.downloaded': 'downloaded the encrypted bundle of {tenant}',
  'bundle.discarded': 'discarded the encrypted bundle of {tenant}',
  'tenant.imported': 'imported {tenant}',
  'import.applied': 'brought data over from files',
  'backup.made': 'made a backup',
  'backup.downloaded': 'downloaded a backup',
  'backup.deleted': 'deleted a backup',
  'backup.place-chosen': 'chose where backups are kept',
  'backup.restoring': 'began to restore a backup',
  'data.restored': 'restored a backup',
  'data.switching-back': 'began to go back to the data from before a restore',
  'data.switched-back': 'went back to the data from before a restore',
  'data.aside-erased': 'erased the data from before a restore',
};

/** What a check tried out. */
const SERVICES: Record<string, string> = {
  openai: 'OpenAI',
  twilio: 'Twilio',
  ngrok: 'the public line',
  mail: 'the mail server',
};

/** Kinds of acts that can be chosen, by the noun of the action. */
export const KINDS: readonly { value: string; label: string }[] = [
  { value: 'tenant', label: 'Tenants' },
  { value: 'draft', label: 'Drafts' },
  { value: 'number', label: 'Numbers' },
  { value: 'knowledge', label: 'Knowledge' },
  { value: 'gap', label: 'Open questions' },
  { value: 'call', label: 'Calls' },
  { value: 'recording', label: 'Recordings' },
  { value: 'message', label: 'Messages' },
  { value: 'delivery', label: 'Deliveries' },
  { value: 'memory', label: 'Memory of callers' },
  { value: 'caller', label: 'Forgotten callers' },
  { value: 'secret', label: 'Secrets of tools' },
  { value: 'defaults', label: 'Defaults' },
  { value: 'settings', label: 'Settings' },
  { value: 'alert', label: 'Alerts' },
  { value: 'agent', label: 'Rehearsals' },
  { value: 'calls', label: 'Exports of calls' },
  { value: 'statement', label: 'Statements' },
  { value: 'audit', label: 'Exports of this log' },
  { value: 'bundle', label: 'Bundles of tenants' },
  { value: 'import', label: 'Imports' },
  { value: 'backup', label: 'Backups' },
  { value: 'check', label: 'Checks of connections' },
];

/** Who acted, as the beginning of a sentence. */
export const whoActed = (by: string): string => (by === 'operator' ? 'The operator' : capital(by));

/** What was done, in two pieces around whom it was done to; `null` where that is nobody. */
export function deed({ action, tenantId }: AuditEntry): { before: string; after: string | null } {
  // An action that has no words yet is told by its own name.
  const [noun = '', verb = ''] = action.split('.');
  const of = tenantId === null ? '' : ' of {tenant}';
  const text = DEEDS[action] ?? `did “${verb.replaceAll('-', ' ')}” to a ${noun.replaceAll('-', ' ')}${of}`;
  const [before = '', after] = text.split('{tenant}');
  return { before, after: after ?? null };
}

/** What more is known of it. */
export function details({ action, detail }: AuditEntry): string[] {
  const { fields, removed, service, version, done, messageIds, calls, kind, from, to } = detail;
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return [
    ...(list(fields).length > 0 ? [list(fields).map(fieldName).join(', ')] : []),
    ...(list(removed).length > 0 ? [`removed ${list(removed).map(fieldName).join(', ')}`] : []),
    ...(typeof service === 'string' ? [SERVICES[service] ?? service] : []),
    ...(typeof version === 'number' ? [`version ${version}`] : []),
    ...(typeof done === 'boolean' ? [done ? 'as done' : 'as open again'] : []),
    ...(list(messageIds).length > 0 ? [plural(list(messageIds).length, 'message')] : []),
    ...(typeof calls === 'number' ? [plural(calls, 'call')] : []),
    ...(typeof kind === 'string' ? [kind] : []),
    ...(action === 'number.assigned' && typeof from === 'number' ? [`taken from tenant ${from}`] : []),
    ...(action === 'number.taken' && typeof to === 'number' ? [`now tenant ${to} has it`] : []),
  ];
}

/** `agent.returningGreeting` becomes `returning greeting`. */
const fieldName = (path: string): string =>
  path
    .replace(/^(agent|settings|secrets)\./, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[._]/g, ' ')
    .toLowerCase();

/** Where what was done can be seen. */
export function seenAt({ action, detail, tenantId }: AuditEntry): { href: string; label: string } | null {
  const { callSid, messageId } = detail;
  if (typeof callSid === 'string')
    return { href: `/calls/${encodeURIComponent(callSid)}`, label: 'The call' };
  if (typeof messageId === 'string')
    return { href: `/inbox/${encodeURIComponent(messageId)}`, label: 'The message' };
  if (action === 'settings.changed') return { href: '/settings', label: 'Settings' };
  if (action === 'defaults.changed') return { href: '/defaults', label: 'Defaults' };
  if (tenantId !== null && /^tenant\.(changed|restored)$/.test(action))
    return { href: `/tenants/${tenantId}/versions`, label: 'What changed' };
  return null;
}

import { createHash } from 'node:crypto';
import type { AgentOverrides } from '../contracts/agent.ts';
import type { ImportNote, ImportTenantPlan } from '../contracts/import.ts';
import { packageTier, tenantCreate, tenantStatus, timeZone } from '../contracts/tenant.ts';
import type { TenantDecisions } from '../tenants/decisions.ts';
import { columnOf, columnsBeside, plainName, type Row, textOf, valueIn } from './tables.ts';
import { greetingFrom, lineFrom, type Note, notesInto, phoneFrom, slidersFrom, voiceFrom } from './values.ts';

/** What is here already, for telling what would be doubled. */
export interface KnownTenants {
  tenants: { id: number; businessName: string; email: string; phoneNumbers: string[] }[];
  /** Who was imported before, by `identityOf`. */
  imported: Record<string, number>;
  /** Of tenants for which none is named. */
  timeZone: string;
}

export interface PlannedTenant {
  plan: ImportTenantPlan;
  /** Its id in the old system; empty where it had none. */
  oldId: string;
  /** What it would be known by in another import. */
  identity: string;
  /** `null` where it can't be made. */
  draft: TenantDecisions | null;
}

/** Names a row of the old system for good: the same row gives the same name, another system's another. */
export function identityOf(oldId: string, businessName: string): string {
  return createHash('sha256').update(`${oldId} ${businessName.toLowerCase()}`).digest('hex').slice(0, 32);
}

/** What one row of customers would become. `taken` are numbers that earlier rows have. */
export function planCustomer(
  row: Row,
  settingsFound: ReadonlyMap<string, unknown>,
  known: KnownTenants,
  taken: Map<string, string>,
): PlannedTenant {
  const notes: ImportNote[] = [];
  const note = notesInto(notes);
  const find = (name: string): unknown => valueIn(row, name) ?? settingsFound.get(name);
  const oldId = textOf(row.values.get('id'));
  const businessName = lineFrom(find('businessname'), 'business name', 120, note);
  const email = textOf(find('email')).toLowerCase();
  const identity = identityOf(oldId, businessName);
  const lines = numbersFrom(find('twiliophonenumber'), note);
  const here = hereAlready(known, { identity, oldId, businessName, email, lines });
  const base = {
    place: row.place,
    businessName: businessName || textOf(find('email')) || row.place,
    tenantId: here,
    callers: 0,
    facts: 0,
    notes,
  };
  if (here !== null) {
    const plan = {
      ...base,
      phoneNumbers: lines,
      outcome: 'exists' as const,
      reason: 'It is here already and stays as it is.',
    };
    return { plan, oldId, identity, draft: null };
  }
  const contactName = lineFrom(find('contactname'), 'contact name', 120, note) || businessName;
  if (textOf(find('contactname')) === '' && businessName !== '')
    note('contact name', '', contactName, 'None is named; the name of the business stands in.');
  const reason = refusal({ businessName, contactName, email });
  const phoneNumbers = reason === null ? freeNumbers(lines, businessName, known, taken, note) : [];
  if (find('passwordhash') !== undefined)
    note('password', '(not shown)', null, 'Passwords are never brought over.');
  noteColumns(row, note);
  const draft: TenantDecisions = {
    businessName,
    contactName,
    email,
    phone: phoneFrom(find('phone'), 'phone', note),
    packageTier: tierFrom(find('packagetier'), note),
    timeZone: zoneFrom(find('timezone'), known.timeZone, note),
    status: statusFrom(find('status'), note),
    phoneNumbers,
    agent: agentFrom(find, note),
  };
  const outcome = reason === null ? ('create' as const) : ('refused' as const);
  return {
    plan: { ...base, phoneNumbers, outcome, reason },
    oldId,
    identity,
    draft: reason === null ? draft : null,
  };
}

/** What is read of a row of customers; the dates of the row itself begin anew here. */
const COLUMNS = [
  ...['id', 'businessname', 'contactname', 'email', 'phone', 'packagetier', 'twiliophonenumber', 'status'],
  ...['agentname', 'openaivoice', 'greetingtemplate', 'personalitysliders', 'timezone', 'instructions'],
  ...['passwordhash', 'createdat', 'updatedat'],
];

/** Of a column that is not known; rather one too many than a key in a report that is kept. */
const SECRET = /pass|pwd|secret|token|hash|salt|key|credential|auth|pin|iban|card|ssn/;

/** Says which columns nothing is taken from, and where a number went that could be meant otherwise. */
function noteColumns(row: Row, note: Note): void {
  for (const column of columnsBeside(row, COLUMNS)) {
    const was = SECRET.test(column) ? '(not shown)' : row.values.get(column);
    note(
      `column ${column}`,
      was,
      null,
      'Nothing here has this name. The template names the columns that are read.',
    );
  }
  if (columnOf(row, 'phone') === 'phonenumber' && columnOf(row, 'twiliophonenumber') === undefined)
    note(
      'phone number',
      valueIn(row, 'phone'),
      'the contact’s own phone',
      'If callers dial it, call its column “lines”; otherwise all is well.',
    );
}

function hereAlready(
  known: KnownTenants,
  row: { identity: string; oldId: string; businessName: string; email: string; lines: string[] },
): number | null {
  const name = row.businessName.toLowerCase();
  const before = row.oldId === '' ? undefined : known.imported[row.identity];
  if (before !== undefined && known.tenants.some(({ id }) => id === before)) return before;
  const same = known.tenants.find(
    (tenant) =>
      tenant.businessName.toLowerCase() === name &&
      (tenant.email.toLowerCase() === row.email ||
        tenant.phoneNumbers.some((number) => row.lines.includes(number))),
  );
  return same?.id ?? null;
}

function refusal(row: { businessName: string; contactName: string; email: string }): string | null {
  const { businessName, contactName, email } = tenantCreate.shape;
  if (!businessName.safeParse(row.businessName).success) return 'It has no name of the business.';
  if (!contactName.safeParse(row.contactName).success) return 'It has no contact.';
  if (email.safeParse(row.email).success) return null;
  return row.email === ''
    ? 'It has no e-mail address. Add one in the file.'
    : `${row.email.slice(0, 80)} is no e-mail address. Correct it in the file.`;
}

function numbersFrom(raw: unknown, note: Note): string[] {
  const texts = textOf(raw)
    .split(/[;,|/]/)
    .map((text) => text.trim());
  const numbers = texts.map((text) => phoneFrom(text, 'line', note)).filter((number) => number !== null);
  return [...new Set(numbers)].slice(0, 50);
}

function freeNumbers(
  lines: readonly string[],
  businessName: string,
  known: KnownTenants,
  taken: Map<string, string>,
  note: Note,
): string[] {
  return lines.filter((number) => {
    const holder = known.tenants.find(({ phoneNumbers }) => phoneNumbers.includes(number));
    const other = holder?.businessName ?? taken.get(number);
    if (other !== undefined)
      note('line', number, null, `This number is ${other}’s. The tenant is made without it.`);
    else taken.set(number, businessName);
    return other === undefined;
  });
}

function tierFrom(raw: unknown, note: Note): TenantDecisions['packageTier'] {
  const text = textOf(raw).toLowerCase();
  const known = packageTier.safeParse(text === 'pro' ? 'professional' : text);
  if (known.success) return known.data;
  if (text !== '') note('package', raw, 'starter', 'There is no such package.');
  return 'starter';
}

function statusFrom(raw: unknown, note: Note): TenantDecisions['status'] {
  const text = textOf(raw).toLowerCase();
  const known = tenantStatus.safeParse(text === 'canceled' ? 'cancelled' : text || 'active');
  if (known.success) return known.data;
  note(
    'status',
    raw,
    'suspended',
    'There is no such status. Suspended: callers hear that they can’t be answered, and it costs nothing.',
  );
  return 'suspended';
}

function zoneFrom(raw: unknown, usual: string, note: Note): string {
  const text = textOf(raw);
  const known = timeZone.safeParse(text || usual);
  if (known.success) return known.data;
  if (text !== '') note('time zone', raw, usual, 'There is no such time zone.');
  return timeZone.safeParse(usual).success ? usual : 'UTC';
}

function agentFrom(find: (name: string) => unknown, note: Note): AgentOverrides {
  const agentName = lineFrom(find('agentname'), 'agent name', 60, note);
  const voice = voiceFrom(find('openaivoice'), note);
  const greeting = greetingFrom(find('greetingtemplate'), 'greeting', note);
  const personality = slidersFrom(find('personalitysliders'), note);
  const instructions = textOf(find('instructions')).slice(0, 20_000);
  return {
    ...(agentName !== '' && { agentName }),
    ...(voice && { voice }),
    ...(greeting !== undefined && { greeting }),
    ...(Object.keys(personality).length > 0 && { personality }),
    ...(instructions !== '' && { instructions }),
  };
}

/** What a history of settings says last of each, by the name it has among customers. */
export function latestSettings(rows: readonly Row[]): Map<string, Map<string, unknown>> {
  const byTenant = new Map<string, Map<string, unknown>>();
  const at = (row: Row): number => Date.parse(textOf(valueIn(row, 'createdat'))) || 0;
  for (const row of [...rows].sort((a, b) => at(a) - at(b))) {
    const oldId = textOf(valueIn(row, 'customerid'));
    const settings = byTenant.get(oldId) ?? new Map<string, unknown>();
    byTenant.set(oldId, settings);
    const name = plainName(textOf(valueIn(row, 'configkey')));
    const value = valueIn(row, 'configvalue');
    if (value !== undefined) settings.set(SETTING_NAMES[name] ?? name, value);
  }
  return byTenant;
}

const SETTING_NAMES: Record<string, string> = {
  voice: 'openaivoice',
  greeting: 'greetingtemplate',
  sliders: 'personalitysliders',
  personality: 'personalitysliders',
};

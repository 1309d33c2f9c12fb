import { importTransfers } from '../agent/import-transfers.ts';
import type { AgentPatch, AgentSettings } from '../contracts/agent.ts';
import type { ImportMemory, ImportNote, ImportPlan } from '../contracts/import.ts';
import { AppError } from '../platform/errors.ts';
import { type KnownTenants, latestSettings, type PlannedTenant, planCustomer } from './customers.ts';
import { sortMemories } from './memories.ts';
import { type Row, readTables, type Tables, textOf, valueIn } from './tables.ts';
import { greetingFrom, lineFrom, type Note, notesInto, objectIn, slidersFrom, voiceFrom } from './values.ts';

export interface Known extends KnownTenants {
  nowMs: number;
  /** The defaults as they are in force. */
  settings: Pick<AgentSettings, 'transfers' | 'dialCountries'>;
}

export interface Planned {
  plan: ImportPlan;
  /** In the order of `plan.tenants`. */
  tenants: (PlannedTenant & { memories: ImportMemory[] })[];
  defaults: AgentPatch | null;
}

/** Notes of one kind beyond which they are only counted. */
const MOST_NOTES = 200;

/** What files would become. Reads and reckons only; what can't be used is said in the plan. */
export function planImport(files: readonly { name: string; bytes: Uint8Array }[], known: Known): Planned {
  const tables: Tables = {
    customers: [],
    customer_configurations: [],
    customer_usage: [],
    admin_settings: [],
    memories: [],
  };
  const read = files.map(({ name, bytes }) => readTables(name, bytes, tables));
  const notes: ImportNote[] = [];
  const tenants = planTenants(tables, known, notesInto(notes));
  const defaults = tables.admin_settings.length > 0 ? planDefaults(tables.admin_settings, known) : null;
  const plan: ImportPlan = {
    files: read,
    tenants: tenants.map((one) => ({ ...one.plan, notes: capped(one.plan.notes) })),
    defaults: defaults && { fields: Object.keys(defaults.patch), notes: capped(defaults.notes) },
    notes: capped(notes),
  };
  return { plan, tenants, defaults: defaults?.patch ?? null };
}

function planTenants(tables: Tables, known: Known, note: Note): Planned['tenants'] {
  const history = latestSettings(tables.customer_configurations);
  const taken = new Map<string, string>();
  const seen = new Map<string, string>();
  const planned = tables.customers.map((row) => {
    const settings = history.get(textOf(row.values.get('id'))) ?? new Map<string, unknown>();
    const one = planCustomer(row, settings, known, taken);
    const earlier = seen.get(one.identity);
    if (earlier !== undefined && one.oldId !== '') {
      const reason = `The same customer stands at ${earlier} already.`;
      return { ...one, draft: null, plan: { ...one.plan, outcome: 'refused' as const, reason } };
    }
    seen.set(one.identity, row.place);
    return one;
  });
  const byOldId = new Map(planned.flatMap((one) => (one.oldId === '' ? [] : [[one.oldId, one] as const])));
  const noteOf = (oldId: string): Note => {
    const owner = byOldId.get(oldId);
    return owner ? notesInto(owner.plan.notes) : note;
  };
  noteUsage(tables.customer_usage, noteOf);
  noteHistory(tables.customer_configurations, noteOf);
  const [only] = planned;
  const memories = sortMemories(tables.memories, {
    onlyTenant: planned.length === 1 && only ? only.oldId : null,
    nowMs: known.nowMs,
    noteOf,
    note,
  });
  for (const [oldId, callers] of memories)
    if (!planned.some((one) => one.oldId === oldId))
      note(
        `memories of customer ${oldId}`,
        `${callers.size} callers`,
        null,
        'This customer is in none of the files.',
      );
  return planned.map((one) => {
    const own = [...(memories.get(one.oldId)?.values() ?? [])].filter(hasContent);
    const facts = own.reduce(
      (sum, { facts: list, preferences }) => sum + list.length + preferences.length,
      0,
    );
    return { ...one, memories: own, plan: { ...one.plan, callers: own.length, facts } };
  });
}

const hasContent = ({ name, facts, preferences }: ImportMemory): boolean =>
  name !== null || facts.length > 0 || preferences.length > 0;

/** Figures here come from calls; those of the old system are told, not kept. */
function noteUsage(rows: readonly Row[], noteOf: (oldId: string) => Note): void {
  for (const row of rows) {
    const figures = `${textOf(valueIn(row, 'totalcalls')) || 0} calls, ${textOf(valueIn(row, 'totalminutes')) || 0} minutes`;
    noteOf(textOf(valueIn(row, 'customerid')))(
      `usage of ${textOf(valueIn(row, 'month')) || 'an unnamed month'}`,
      figures,
      null,
      'Usage here is counted from calls. Keep the report for these figures.',
    );
  }
}

function noteHistory(rows: readonly Row[], noteOf: (oldId: string) => Note): void {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const oldId = textOf(valueIn(row, 'customerid'));
    counts.set(oldId, (counts.get(oldId) ?? 0) + 1);
  }
  for (const [oldId, count] of counts)
    noteOf(oldId)(
      'history of settings',
      `${count} changes`,
      null,
      'The latest values fill what the customer’s own row leaves open; versions begin anew here.',
    );
}

/** The old system's admin settings as a change of the defaults. Rows may be of names and values, or one wide row. */
function planDefaults(rows: readonly Row[], { settings }: Known): { patch: AgentPatch; notes: ImportNote[] } {
  const notes: ImportNote[] = [];
  const note = notesInto(notes);
  const find = (name: string): unknown => {
    for (const row of rows) {
      const key = textOf(valueIn(row, 'settingkey') ?? valueIn(row, 'key'));
      if (key !== '' && key.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === name)
        return valueIn(row, 'settingvalue') ?? valueIn(row, 'value');
      const wide = valueIn(row, name);
      if (wide !== undefined) return wide;
    }
    return undefined;
  };
  const agentName = lineFrom(find('agentname'), 'agent name', 60, note);
  const voice = voiceFrom(find('openaivoice'), note);
  const greeting = greetingFrom(find('newcallergreeting'), 'greeting for new callers', note);
  const returningGreeting = greetingFrom(
    find('existingusergreeting'),
    'greeting for returning callers',
    note,
  );
  const personality = slidersFrom(find('personalitysliders'), note);
  const instructions = instructionsFrom(find('promptblocks'), note);
  const transfers = transfersFrom(find('transferrules'), settings, note);
  const patch: AgentPatch = {
    ...(agentName !== '' && { agentName }),
    ...(voice && { voice }),
    ...(greeting !== undefined && { greeting }),
    ...(returningGreeting !== undefined && { returningGreeting }),
    ...(Object.keys(personality).length > 0 && { personality }),
    ...(instructions !== '' && { instructions }),
    ...(transfers.length > 0 && { transfers: [...settings.transfers, ...transfers] }),
  };
  return { patch, notes };
}

function instructionsFrom(raw: unknown, note: Note): string {
  if (textOf(raw) === '') return '';
  const blocks = objectIn(raw);
  const texts = blocks ? Object.values(blocks).map(textOf) : [textOf(raw)];
  const joined = texts.filter((text) => text !== '').join('\n\n');
  note(
    'prompt blocks',
    `${texts.length} blocks`,
    'instructions',
    'Joined into the instructions. Whatever they say, the agent says that it is an AI when asked.',
  );
  return joined.slice(0, 20_000);
}

function transfersFrom(raw: unknown, settings: Known['settings'], note: Note): AgentSettings['transfers'] {
  const text = textOf(raw);
  if (text === '') return [];
  try {
    const tenant = { phone: null, phoneNumbers: [] };
    const { destinations, notes } = importTransfers(text, { tenant, settings });
    for (const line of notes) note('transfer rules', '', null, line);
    return destinations;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    note('transfer rules', text, null, error.message);
    return [];
  }
}

function capped(notes: readonly ImportNote[]): ImportNote[] {
  if (notes.length <= MOST_NOTES) return [...notes];
  const more = notes.length - MOST_NOTES;
  const rest = {
    field: 'more',
    was: `${more} notes`,
    became: null,
    why: 'They are like those above; correct them in the file and check it again.',
  };
  return [...notes.slice(0, MOST_NOTES), rest];
}

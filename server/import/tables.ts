import { parse } from 'csv-parse/sync';
import type { ImportFile, ImportTable } from '../contracts/import.ts';
import { AppError, messageOf } from '../platform/errors.ts';

/** Deeper than any export of a database is nested. */
const DEEPEST = 40;
const MOST_ROWS = 500_000;

/** One row of a table; names without case, spaces and underscores. */
export interface Row {
  /** Such as `customers.csv, line 3`. */
  place: string;
  values: Map<string, unknown>;
}

export type Tables = Record<ImportTable, Row[]>;

/** What a column is called elsewhere, by the name it has here. All without case, spaces and underscores. */
const ALIASES: Record<string, readonly string[]> = {
  id: ['customerno'],
  businessname: ['business', 'company', 'companyname', 'name'],
  contactname: ['contact', 'ownername', 'fullname'],
  email: ['emailaddress', 'mail'],
  phone: ['contactphone', 'phonenumber'],
  packagetier: ['package', 'tier', 'plan'],
  twiliophonenumber: ['twilionumber', 'line', 'linenumber', 'phonenumbers', 'lines'],
  agentname: ['agent'],
  openaivoice: ['voice'],
  greetingtemplate: ['greeting', 'greetingmessage'],
  personalitysliders: ['personality', 'sliders'],
  timezone: ['zone', 'tz'],
  newcallergreeting: ['newusergreeting'],
  existingusergreeting: ['existingcallergreeting', 'returninggreeting'],
  customerid: ['tenantid'],
};

/** A name of a table or column without case, spaces and underscores. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The column that a value is taken from, whatever the file calls it; `undefined` where there is none. */
export const columnOf = (row: Row, name: string): string | undefined =>
  [name, ...(ALIASES[name] ?? [])].find((spelling) => isGiven(row.values.get(spelling)));

/** A value by the name it has here. */
export function valueIn(row: Row, name: string): unknown {
  const column = columnOf(row, name);
  return column === undefined ? undefined : row.values.get(column);
}

/** Columns with values of which none is taken by these names. */
export function columnsBeside(row: Row, names: readonly string[]): string[] {
  const taken = new Set(names.map((name) => columnOf(row, name)));
  return [...row.values]
    .filter(([column, value]) => isGiven(value) && !taken.has(column))
    .map(([column]) => column);
}

/** Any value of a table as text: JSON for objects, empty for nothing. */
export const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().trim();
};

/** Which table a row is of, by its columns; `null` where they fit none. */
function tableOf(values: ReadonlyMap<string, unknown>): ImportTable | null {
  const has = (...names: string[]): boolean =>
    names.some((name) => [name, ...(ALIASES[name] ?? [])].some((one) => values.has(one)));
  if (has('configkey')) return 'customer_configurations';
  if (has('totalcalls', 'totalminutes')) return 'customer_usage';
  if (values.has('userid')) return 'memories';
  if (has('newcallergreeting', 'existingusergreeting', 'transferrules', 'promptblocks'))
    return 'admin_settings';
  if (['settingkey', 'settingvalue'].some((name) => values.has(name))) return 'admin_settings';
  if (has('businessname') && has('email', 'contactname', 'twiliophonenumber')) return 'customers';
  const names = [...values.keys()];
  if (values.has('key') && values.has('value') && names.length <= 6) return 'admin_settings';
  return has('agentname', 'openaivoice') && !has('businessname') ? 'admin_settings' : null;
}

const NAMES: readonly [RegExp, ImportTable][] = [
  [/config/, 'customer_configurations'],
  [/usage/, 'customer_usage'],
  [/memor/, 'memories'],
  [/admin|settings/, 'admin_settings'],
  [/customer|tenant|client/, 'customers'],
];

/** What a name of a file or a list says of what is in it. */
const tableByName = (name: string): ImportTable | null =>
  NAMES.find(([word]) => word.test(name.toLowerCase()))?.[1] ?? null;

/** Reads one file into `tables`. What can't be read is said in the file's own entry, with the line. Never throws. */
export function readTables(name: string, bytes: Uint8Array, tables: Tables): ImportFile {
  const file: ImportFile = { name, sizeBytes: bytes.length, tables: [], problem: null };
  try {
    const text = decoded(bytes);
    const found = /^\s*[[{]/.test(text) ? rowsOfJson(name, text) : rowsOfCsv(name, text);
    if (found.length === 0) throw new AppError('invalid', 'There are no rows in this file.');
    if (found.length > MOST_ROWS)
      throw new AppError(
        'invalid',
        `This file has ${found.length} rows; ${MOST_ROWS} can be read at once. Split it.`,
      );
    for (const { row, hint } of found) {
      const table = tableOf(row.values) ?? hint;
      if (table === null)
        throw new AppError(
          'invalid',
          `${row.place}: its columns are of none of the tables that are known. Is there a line of column names, such as business_name and email?`,
        );
      tables[table].push(row);
      const counted = file.tables.find((one) => one.table === table);
      if (counted) counted.rows += 1;
      else file.tables.push({ table, rows: 1 });
    }
  } catch (error) {
    file.problem = error instanceof AppError ? error.message : `The file can’t be read: ${messageOf(error)}`;
  }
  return file;
}

function decoded(bytes: Uint8Array): string {
  if (
    bytes.length >= 2 &&
    ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  )
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // As spreadsheets save it on older Windows.
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  if (text.includes('\0'))
    throw new AppError('invalid', 'This is no text file. Export the data as CSV or JSON.');
  return text;
}

interface FoundRow {
  row: Row;
  hint: ImportTable | null;
}

function rowsOfCsv(name: string, text: string): FoundRow[] {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const delimiters = [',', ';', '\t'];
  const counts = delimiters.map((one) => firstLine.split(one).length);
  const delimiter = delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((one, index) => plainName(one) || `column${index + 1}`),
      delimiter,
      info: true,
      // A quote in the midst of a text, and rows that are too short or too long, are what people's files have.
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never;
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? `Line ${String(error.lines)}: ` : '';
    throw new AppError(
      'invalid',
      `${line}a quoted text is not closed, or the columns can’t be told apart. Save it as CSV again.`,
      {
        cause: error,
      },
    );
  }
  const hint = tableByName(name);
  return records
    .filter(({ record }) => Object.values(record).some((value) => value !== ''))
    .map(({ record, info }) => ({
      row: { place: `${name}, line ${info.lines}`, values: new Map<string, unknown>(Object.entries(record)) },
      hint,
    }));
}

function rowsOfJson(name: string, text: string): FoundRow[] {
  const { value, lines } = parsedJson(text);
  const found: FoundRow[] = [];
  const take = (list: unknown, hint: ImportTable | null, label: string): void => {
    const rows: unknown[] = Array.isArray(list) ? list : [list];
    for (const [index, one] of rows.entries()) {
      const place = `${name}, ${lines ? `line ${index + 1}` : `${label} ${index + 1}`}`;
      if (typeof one !== 'object' || one === null || Array.isArray(one))
        throw new AppError('invalid', `${place}: this is not a row with named values.`);
      found.push({
        row: { place, values: new Map(Object.entries(one).map(([key, field]) => [plainName(key), field])) },
        hint,
      });
    }
  };
  const body = unwrapped(value);
  if (Array.isArray(body)) take(body, tableByName(name), 'row');
  else {
    const lists = Object.entries(body).filter(([key, field]) => isTable(key, field));
    for (const [key, field] of lists) take(unwrapped(field), tableByName(key), key);
    if (lists.length === 0) take(body, tableByName(name), 'row');
  }
  return found;
}

const isTable = (key: string, field: unknown): boolean =>
  typeof field === 'object' &&
  field !== null &&
  tableByName(key) !== null &&
  !['personalitysliders', 'transferrules', 'promptblocks'].includes(plainName(key));

/** The rows in what a database's tools wrap around them. */
function unwrapped(value: unknown): Record<string, unknown> | unknown[] {
  if (typeof value !== 'object' || value === null)
    throw new AppError('invalid', 'The JSON holds neither rows nor tables.');
  if (Array.isArray(value)) {
    const [only] = value;
    const isWrapped = value.length === 1 && typeof only === 'object' && only !== null && 'json_agg' in only;
    return isWrapped && Array.isArray(only.json_agg) ? only.json_agg : value;
  }
  for (const key of ['rows', 'data', 'json_agg', 'items'])
    if (key in value) {
      const inner: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
      if (Array.isArray(inner)) return inner;
    }
  return Object.fromEntries(Object.entries(value));
}

/** One JSON text, or one a line. */
function parsedJson(text: string): { value: unknown; lines: boolean } {
  assertShallow(text);
  try {
    return { value: JSON.parse(text), lines: false };
  } catch (error) {
    const rows = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (rows.length > 1 && rows.every((line) => line.trim().startsWith('{') && line.trim().endsWith('}'))) {
      const values = rows.map((line, index) => {
        try {
          return JSON.parse(line);
        } catch {
          throw new AppError('invalid', `Line ${index + 1} is not valid JSON.`);
        }
      });
      return { value: values, lines: true };
    }
    const at = Number(/position (\d+)/.exec(messageOf(error))?.[1] ?? text.length);
    const line = text.slice(0, at).split('\n').length;
    throw new AppError('invalid', `Line ${line} is not valid JSON; the file may have been cut short.`, {
      cause: error,
    });
  }
}

/** Refuses what is nested so deeply that taking it apart would fail. */
function assertShallow(text: string): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isText && sign === '\\') at += 1;
    else if (sign === '"') isText = !isText;
    else if (!isText && (sign === '{' || sign === '[')) depth += 1;
    else if (!isText && (sign === '}' || sign === ']')) depth -= 1;
    if (depth > DEEPEST) throw new AppError('invalid', 'The JSON is nested too deeply to be an export.');
  }
}

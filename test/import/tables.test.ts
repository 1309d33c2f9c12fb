import { describe, expect, it } from 'vitest';
import { readTables, type Tables, textOf, valueIn } from '../../server/import/tables.ts';

function read(name: string, content: string | Uint8Array) {
  const tables: Tables = {
    customers: [],
    customer_configurations: [],
    customer_usage: [],
    admin_settings: [],
    memories: [],
  };
  const file = readTables(name, typeof content === 'string' ? Buffer.from(content) : content, tables);
  return { file, tables, names: tables.customers.map((row) => textOf(valueIn(row, 'businessname'))) };
}

describe('a file of the old system', () => {
  it.each([
    ['with a byte order mark', '\ufeffid,email,business_name\n1,a@example.com,Acme\n'],
    ['with semicolons and quotes', 'id;email;business_name\n1;a@example.com;"Acme"\n'],
    ['with other spellings', 'ID,E-Mail Address,Business Name\n1,a@example.com,Acme\n'],
    ['with ragged rows and empty lines', 'id,email,business_name,phone\n\n1,a@example.com,Acme\n\n'],
    ['with a quote in the midst', 'id,email,business_name\n1,a"b@example.com,Acme\n'],
    ['with Windows line ends', 'id,email,business_name\r\n1,a@example.com,Acme\r\n'],
  ])('is read as CSV %s', (_what, text) => {
    const { file, names } = read('customers.csv', text);
    expect(file).toMatchObject({ problem: null, tables: [{ table: 'customers', rows: 1 }] });
    expect(names).toEqual(['Acme']);
  });

  it.each([
    ['a list', [{ id: 1, email: 'a@example.com', businessName: 'Acme' }]],
    [
      'tables by name',
      { customers: [{ id: 1, email: 'a@example.com', business_name: 'Acme' }], memories: [] },
    ],
    ['rows in a wrapper', { rows: [{ id: 1, email: 'a@example.com', business_name: 'Acme' }] }],
    [
      'an aggregate of the database',
      [{ json_agg: [{ id: 1, email: 'a@example.com', business_name: 'Acme' }] }],
    ],
  ])('is read as JSON: %s', (_what, value) => {
    expect(read('dump.json', JSON.stringify(value)).names).toEqual(['Acme']);
  });

  it('is read as JSON a line, and in UTF-16', () => {
    const line = JSON.stringify({ id: 1, email: 'a@example.com', business_name: 'Acme' });
    expect(read('dump.jsonl', `${line}\n${line}\n`).names).toEqual(['Acme', 'Acme']);
    const wide = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('id,email,business_name\n1,a@b.de,Möller', 'utf16le'),
    ]);
    expect(read('customers.csv', wide).names).toEqual(['Möller']);
  });

  it.each([
    ['broken JSON, with the line', '[\n{"id": 1},\n{"id": 2', /^Line 3/],
    ['an open quote, with the line', 'id,email,business_name\n1,"a@example.com,Acme\n', /Line \d+/],
    ['unknown columns, with the line', 'colour,size\nred,3\n', /line 2.*columns/],
    ['JSON nested 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested too deeply/],
    ['a picture', '\u0089PNG\0\0\0', /no text file/],
    ['nothing', '   ', /no rows/],
  ])('is refused with words for %s', (_what, text, problem) => {
    const { file, tables } = read('upload.csv', text);
    expect(file.problem).toMatch(problem);
    expect(Object.values(tables).flat()).toEqual([]);
  });

  it('keeps names such as __proto__ plain values', () => {
    const { file } = read(
      'customers.json',
      '[{"__proto__": {"polluted": 1}, "email": "a@example.com", "business_name": "Acme"}]',
    );
    expect(file.problem).toBeNull();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

import type { AuditEntry } from '../../contracts/audit.ts';
import { csvLine } from '../../platform/csv.ts';

const COLUMNS = ['sequence', 'at', 'by', 'action', 'tenantId', 'detail', 'previousHash', 'hash'] as const;

/** A line an entry under a line of names; what was done in detail is JSON in one cell. */
export async function* auditCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const entry of entries)
    yield csvLine(
      COLUMNS.map((column) =>
        column === 'detail' ? JSON.stringify(entry.detail) : String(entry[column] ?? ''),
      ),
    );
}

/** One array of entries. */
export async function* auditJson(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries) {
    yield before + JSON.stringify(entry);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** What spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One field of RFC 4180. What a spreadsheet would run is made plain text by an apostrophe. */
function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of RFC 4180, its end included. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

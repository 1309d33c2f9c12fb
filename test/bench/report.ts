import { median } from './statistics.ts';
import type { Subject } from './subjects.ts';

/** What a row should come to. */
export type Aim = { atMost: number } | { atLeast: number } | { timesFloor: number };

export interface Row {
  name: string;
  unit: string;
  /** Medians over the rounds; `null` where there is nothing to measure. */
  ringhouse: number | null;
  floor: number | null;
  /** Ours through the floor's. */
  ratio: number | null;
  aim: Aim | null;
  met: boolean | null;
  /** Of each round. */
  rounds: { ringhouse: number[]; floor: number[] };
}

/** Gathers figures under their rows' names, in the order in which the rows first came up. */
export class Report {
  readonly #rows = new Map<string, Pick<Row, 'name' | 'unit' | 'aim' | 'rounds'>>();

  add(subject: Subject['name'], name: string, unit: string, value: number, aim: Aim | null = null): void {
    let row = this.#rows.get(name);
    if (!row) {
      row = { name, unit, aim, rounds: { ringhouse: [], floor: [] } };
      this.#rows.set(name, row);
    }
    row.rounds[subject].push(value);
  }

  rows(): Row[] {
    return [...this.#rows.values()].map((row) => {
      const ringhouse = middle(row.rounds.ringhouse);
      const floor = middle(row.rounds.floor);
      const ratio = ringhouse === null || floor === null ? null : ringhouse / floor;
      return { ...row, ringhouse, floor, ratio, met: isMet(row.aim, ringhouse, ratio) };
    });
  }
}

function middle(values: readonly number[]): number | null {
  return values.length > 0 ? median(values) : null;
}

function isMet(aim: Aim | null, value: number | null, ratio: number | null): boolean | null {
  if (!aim || value === null) return null;
  if ('atMost' in aim) return value <= aim.atMost;
  if ('atLeast' in aim) return value >= aim.atLeast;
  return ratio === null ? null : ratio <= aim.timesFloor;
}

/** The rows as lines of text, columns lined up. */
export function asTable(rows: readonly Row[]): string {
  const cells = [
    ['', 'unit', 'Ringhouse', 'floor', 'ratio', 'aim', ''],
    ...rows.map((row) => [
      row.name,
      row.unit,
      figure(row.ringhouse),
      figure(row.floor),
      figure(row.ratio),
      aimText(row.aim),
      row.met === null ? '' : row.met ? 'met' : 'missed',
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    row
      .map((cell, column) =>
        column >= 2 && column <= 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

function figure(value: number | null): string {
  if (value === null) return '–';
  return value.toFixed(Math.abs(value) < 100 ? 2 : 0);
}

function aimText(aim: Aim | null): string {
  if (!aim) return '';
  if ('atMost' in aim) return `≤ ${aim.atMost}`;
  return 'atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.timesFloor} × floor`;
}

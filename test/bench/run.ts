// The benchmarks: `npm run bench`. Options: `--quick` for a first look, `--rounds N`, `--profile DIR` for a CPU profile of
// the server.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchPlan, runBench } from './bench.ts';
import { asTable } from './report.ts';

const FULL = {
  rounds: 3,
  webhooks: 200,
  greetings: 40,
  // 20 ms is the worst that could come; the service sends longer pieces.
  loads: [
    { calls: 1, pieceMs: 20 },
    { calls: 10, pieceMs: 20 },
    { calls: 10, pieceMs: 100 },
    { calls: 50, pieceMs: 20 },
    { calls: 50, pieceMs: 100 },
  ],
  loadSeconds: 8,
  settlingMs: 2_000,
  memory: { few: 10, many: 50, seconds: 5 },
  bargeIns: { calls: 10, perCall: 6 },
  outages: { pickUps: 20, drops: 20, freezes: 3 },
};
const QUICK = {
  ...FULL,
  rounds: 1,
  webhooks: 100,
  greetings: 20,
  loadSeconds: 5,
  memory: { few: 5, many: 20, seconds: 3 },
  bargeIns: { calls: 10, perCall: 2 },
  outages: { pickUps: 5, drops: 5, freezes: 1 },
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    profile: { type: 'string' },
  },
});
const chosen = values.quick ? QUICK : FULL;
const plan: BenchPlan = {
  ...chosen,
  rounds: Number(values.rounds ?? chosen.rounds),
  onProgress: (part) => console.error(part),
};
if (values.profile !== undefined) plan.profileDir = values.profile;

const rows = await runBench(plan);
console.log(asTable(rows));
const report = JSON.stringify(
  {
    at: new Date().toISOString(),
    node: process.version,
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    rows,
  },
  null,
  2,
);
console.log(report);
const folder = join(import.meta.dirname, '..', '..', 'out');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bench.json'), `${report}\n`);

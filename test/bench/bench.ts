import type { PhoneOptions } from './bench-phone.ts';
import { EchoModel } from './echo-model.ts';
import { measureGreeting, measureWebhook } from './measure-beginning.ts';
import { type Load, measureLoad } from './measure-load.ts';
import { measureMemory } from './measure-memory.ts';
import { measureOutages, type Outages } from './measure-outages.ts';
import { measureTruncation } from './measure-truncation.ts';
import { untilQuiet } from './quiet.ts';
import { type Aim, Report, type Row } from './report.ts';
import { percentile, Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject, startFloor, startRinghouse } from './subjects.ts';

/** How much is measured. */
export interface BenchPlan {
  rounds: number;
  webhooks: number;
  greetings: number;
  /** CPU is told from ten calls on. */
  loads: readonly Load[];
  /** How long each load is measured, after it has settled. */
  loadSeconds: number;
  settlingMs: number;
  memory: { few: number; many: number; seconds: number };
  bargeIns: { calls: number; perCall: number };
  outages: Outages;
  /** Where the server leaves a CPU profile; none without. */
  profileDir?: string;
  /** Told before each part. */
  onProgress(part: string): void;
}

const CACHED_GREETING: Aim = { atMost: 60 };
const CPU: Aim = { timesFloor: 1.5 };
const TAIL: Aim = { timesFloor: 2 };
const EVERY_TRUNCATION: Aim = { atLeast: 100 };
const SOUND_AT_PICK_UP: Aim = { atMost: 1_000 };
const ANSWERED_AGAIN: Aim = { atMost: 4_000 };
const BRIDGED: Aim = { atMost: 5_000 };
const RECONNECTED: Aim = { atMost: 10_000 };
const RIGHT_WITHIN_MS = 60;
/** Fewer calls cost less than the process does by itself. */
const FEWEST_FOR_CPU = 10;
/** Each way, between a carrier's edge and a desktop behind a tunnel. */
const NETWORK_MS = 40;

/** Runs everything, ours and the floor by turns on the same machine under the same load. Rejects when a part can't be run. */
export async function runBench(plan: BenchPlan): Promise<Row[]> {
  const report = new Report();
  const model = await EchoModel.start();
  try {
    await withSubjects(model, plan.profileDir, async (subjects) => {
      for (let round = 0; round < plan.rounds; round += 1) {
        plan.onProgress(`round ${round + 1} of ${plan.rounds}`);
        await measureRound(round % 2 === 0 ? subjects : subjects.toReversed(), model, plan, report);
      }
      await bargeIns(subjects[0], model, plan, report);
      await outages(subjects[0], model, plan, report);
    });
    await withSubjects(model, undefined, async (subjects) => {
      plan.onProgress('memory');
      for (const subject of subjects) {
        const { idleMiB, fewMiB, manyMiB, perCallKiB } = await measureMemory(subject, model, plan.memory);
        const { few, many } = plan.memory;
        report.add(subject.name, 'Resident memory without calls', 'MiB', idleMiB);
        report.add(subject.name, `Resident memory with ${few} calls`, 'MiB', fewMiB);
        report.add(subject.name, `Resident memory with ${many} calls`, 'MiB', manyMiB);
        report.add(subject.name, 'Memory in use for a call more', 'KiB', perCallKiB);
      }
    });
  } finally {
    await model.close();
  }
  return report.rows();
}

/** Ours first. */
type Subjects = readonly [Subject, Subject];

async function withSubjects(
  model: EchoModel,
  profileDir: string | undefined,
  act: (subjects: Subjects) => Promise<void>,
): Promise<void> {
  const ringhouse = await startRinghouse(model.baseUrl, profileDir);
  try {
    const floor = await startFloor(model.baseUrl);
    try {
      await act([ringhouse, floor]);
    } finally {
      await floor.stop();
    }
  } finally {
    await ringhouse.stop();
  }
}

async function measureRound(
  subjects: readonly Subject[],
  model: EchoModel,
  plan: BenchPlan,
  report: Report,
): Promise<void> {
  model.settings.pieceMs = 0;
  plan.onProgress('webhook');
  for (const subject of subjects) {
    await untilQuiet(subjects);
    const tookMs = await measureWebhook(subject, plan.webhooks);
    addShares(report, subject, 'Webhook to TwiML', tookMs, null);
  }
  plan.onProgress('greeting');
  for (const subject of subjects) {
    await untilQuiet(subjects);
    const options: PhoneOptions = { subject, to: NUMBERS.kept, heard: new Stopwatch() };
    // The first call's greeting is the one that is kept.
    await measureGreeting(options, 1);
    const kept = await measureGreeting(options, plan.greetings);
    addShares(report, subject, 'Stream start to greeting, cached', kept, CACHED_GREETING);
    const spoken = await measureGreeting({ ...options, to: NUMBERS.neverKept }, plan.greetings);
    addShares(report, subject, 'Stream start to greeting, spoken by the model', spoken, null);
  }
  for (const load of plan.loads) {
    plan.onProgress(labelOf(load));
    for (const subject of subjects) {
      await untilQuiet(subjects);
      await carry(subject, model, load, plan, report);
    }
  }
}

function labelOf({ calls, pieceMs }: Load): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${pieceMs} ms pieces`;
}

async function carry(
  subject: Subject,
  model: EchoModel,
  load: Load,
  plan: BenchPlan,
  report: Report,
): Promise<void> {
  const measured = await measureLoad(subject, model, load, plan);
  const label = labelOf(load);
  addShares(report, subject, `Caller to model, ${label}`, measured.toModelMs, TAIL);
  addShares(report, subject, `Model to caller, ${label}`, measured.toPhoneMs, TAIL);
  if (load.calls >= FEWEST_FOR_CPU)
    report.add(subject.name, `CPU per call-minute, ${label}`, 'ms', measured.cpuMsPerCallMinute, CPU);
}

async function bargeIns(subject: Subject, model: EchoModel, plan: BenchPlan, report: Report): Promise<void> {
  for (const networkMs of [0, NETWORK_MS]) {
    plan.onProgress(`barge-ins, network ${networkMs} ms`);
    const { errorsMs, untold } = await measureTruncation(subject, model, { ...plan.bargeIns, networkMs });
    const right = errorsMs.filter((error) => error <= RIGHT_WITHIN_MS).length;
    const label = networkMs === 0 ? '' : `, ${networkMs} ms of network each way`;
    const share = (100 * right) / (errorsMs.length + untold);
    report.add(subject.name, `Truncations right within 60 ms${label}`, '%', share, EVERY_TRUNCATION);
    report.add(subject.name, `Truncations, worst error${label}`, 'ms', percentile(errorsMs, 1));
  }
}

async function outages(subject: Subject, model: EchoModel, plan: BenchPlan, report: Report): Promise<void> {
  plan.onProgress('outages');
  const figures = await measureOutages(subject, model, plan.outages);
  const add = (row: string, samples: readonly number[], aim: Aim): void =>
    report.add(subject.name, `Outage, ${row}, p95`, 'ms', percentile(samples, 0.95), aim);
  add('refused at pick-up: sound', figures.refusedMs, SOUND_AT_PICK_UP);
  add('black hole at pick-up: sound', figures.blackHoleMs, SOUND_AT_PICK_UP);
  add('dropped: answer of the next session', figures.answeredAgainMs, ANSWERED_AGAIN);
  add('frozen: bridged', figures.bridgedMs, BRIDGED);
  add('frozen: next session', figures.reconnectedMs, RECONNECTED);
}

/** The middle and the tail of `samples`; the aim is one for the tail. */
function addShares(
  report: Report,
  { name }: Subject,
  row: string,
  samples: readonly number[],
  aim: Aim | null,
): void {
  report.add(name, `${row}, p50`, 'ms', percentile(samples, 0.5));
  report.add(name, `${row}, p99`, 'ms', percentile(samples, 0.99), aim);
}

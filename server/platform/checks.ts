import type { Check, CheckService, CheckStep } from '../contracts/check.ts';
import { type Clock, isoNow } from './clock.ts';
import { AppError, messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

/** What came of one step. */
export type Finding = Pick<CheckStep, 'state' | 'note' | 'problem' | 'remedy'> & {
  state: 'ok' | 'failed' | 'skipped';
};

/** One thing to try. */
export interface PlannedStep {
  id: string;
  /** What is true when it is well. */
  title: string;
  /** When it fails, the steps after it are left out. */
  needed: boolean;
  /** What it throws is taken for a failure; an `AppError` in its own words. */
  run(): Promise<Finding>;
}

/** It is well. `note`: what was found, in words. */
export const passed = (note: string | null = null): Finding => ({
  state: 'ok',
  note,
  problem: null,
  remedy: [],
});
/** It was not tried; `note` says why. */
export const leftOut = (note: string): Finding => ({ state: 'skipped', note, problem: null, remedy: [] });
/** It is not well: what is wrong, and what to do, step by step. */
export const failed = (problem: string, remedy: string[]): Finding => ({
  state: 'failed',
  note: null,
  problem,
  remedy,
});

/** A failure from a sentence on what is wrong, followed by sentences on what to do. */
export function failedAs(message: string): Finding {
  const [problem = message, ...remedy] = message.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return failed(problem, remedy);
}

interface ChecksParts {
  clock: Clock;
  logger: Logger;
  /** What to try, as the settings are at that moment. */
  plans: Record<CheckService, () => PlannedStep[]>;
  /** Told of the beginning, of each step and of the end. */
  onChanged(check: Check): void;
}

/** Tries services out, step by step. The latest check of each is remembered. */
export class Checks {
  readonly #parts: ChecksParts;
  readonly #latest = new Map<CheckService, Check>();
  readonly #running = new Map<CheckService, Promise<Check>>();

  constructor(parts: ChecksParts) {
    this.#parts = parts;
  }

  list(): Check[] {
    return [...this.#latest.values()];
  }

  /** Resolves with the whole check; one that is under way is waited for instead of begun again. Never rejects. */
  run(service: CheckService): Promise<Check> {
    const underWay = this.#running.get(service);
    if (underWay) return underWay;
    const running = this.#try(service).finally(() => this.#running.delete(service));
    this.#running.set(service, running);
    return running;
  }

  async #try(service: CheckService): Promise<Check> {
    const { clock, plans } = this.#parts;
    const plan = plans[service]();
    const steps: CheckStep[] = plan.map(({ id, title }) => ({
      id,
      title,
      state: 'waiting',
      note: null,
      problem: null,
      remedy: [],
    }));
    const at = isoNow(clock);
    const tell = (state: Check['state']): Check => {
      const ok = state === 'running' ? null : steps.every((step) => step.state !== 'failed');
      const check: Check = { service, state, ok, at, steps: structuredClone(steps) };
      this.#latest.set(service, check);
      this.#parts.onChanged(check);
      return check;
    };
    let stopped = false;
    for (const [index, step] of steps.entries()) {
      const planned = plan[index];
      if (!planned) continue;
      if (!stopped) {
        step.state = 'running';
        tell('running');
      }
      Object.assign(
        step,
        stopped ? leftOut('Not tried: mend what is above first.') : await this.#run(planned),
      );
      stopped ||= planned.needed && step.state === 'failed';
    }
    return tell('done');
  }

  async #run({ id, run }: PlannedStep): Promise<Finding> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof AppError) return failedAs(error.message);
      this.#parts.logger.error({ step: id, error: messageOf(error) }, 'A check failed inside');
      return failed('The check itself failed.', ['See the log for what happened, then check again.']);
    }
  }
}

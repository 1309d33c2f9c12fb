import type { AgentOverrides } from '../../contracts/agent.ts';
import type { CallRecord, Usage } from '../../contracts/call.ts';
import type { Replay, ReplayTurn } from '../../contracts/rehearsal.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { ModelEngine } from '../../model/engine.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { Progress, Tasks } from '../../platform/tasks.ts';
import type { TenantScope } from '../../store/scope.ts';
import { ERASED } from '../erasure.ts';
import type { CallPlan, Planner } from '../plan.ts';
import { isOtherAnswer, toolAnswerThen, turnsOf } from './replay-turns.ts';
import type { RehearsalStage } from './stage.ts';
import type { RehearsalTalk } from './talk.ts';

const KEPT = 20;

interface ReplaysParts {
  clock: Clock;
  tasks: Tasks;
  plan(...call: Parameters<Planner>): Promise<Pick<CallPlan, 'engine' | 'greeting' | 'spec'>>;
  stage: RehearsalStage;
  /** The engine in use now. */
  engine(): ModelEngine;
  /** In US dollars. */
  cost(call: { usage: Usage }): number;
}

/** A call that is to be gone through again. */
export interface ReplayOrder {
  scope: TenantScope;
  tenant: Tenant;
  record: CallRecord;
  /** The draft's settings; `null`: those that are published. */
  draft: AgentOverrides | null;
}

interface Kept {
  tenantId: number;
  view: Replay;
  talk: RehearsalTalk | null;
  stopped: boolean;
}

/**
 * Past calls, gone through again with another agent: what the caller said is said in text to a fresh conversation, as of that
 * caller and that time, and its answers are held against those of the call. No tool is run.
 */
export class Replays {
  readonly #parts: ReplaysParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: ReplaysParts) {
    this.#parts = parts;
  }

  /**
   * Begins one; it goes on as a task. Throws `conflict` for a call in which nothing was answered, or whose words were erased,
   * and `unavailable` while enough of them are going on.
   */
  start(order: ReplayOrder): Replay {
    const { record, scope, draft } = order;
    if (record.from === ERASED)
      throw new AppError('conflict', 'What was said on this call has been erased, so it can’t be replayed.');
    const turns = turnsOf(record);
    if (turns.length === 0)
      throw new AppError(
        'conflict',
        'The agent answered nothing on this call, so there is nothing to compare.',
      );
    this.#parts.stage.assertRoom();
    const begun: Kept = {
      tenantId: scope.tenantId,
      talk: null,
      stopped: false,
      view: {
        id: '',
        callSid: record.callSid,
        agent: draft ? 'draft' : 'published',
        engine: this.#parts.engine().id,
        state: 'running',
        problem: null,
        turns,
        costUsd: 0,
      },
    };
    const task = this.#parts.tasks.start('Replaying a call', async (progress) => {
      // The task is told of first.
      await Promise.resolve();
      await this.#run(begun, order, progress);
    });
    begun.view.id = task.id;
    this.#keep(begun);
    return begun.view;
  }

  /** Throws `not-found` for one that is not kept any more. */
  get(id: string): Replay {
    const kept = this.#kept.get(id);
    if (!kept) throw new AppError('not-found', 'This replay is not kept any more. Start it again.');
    return kept.view;
  }

  /** Stops one; the answers it has stay. One that has ended stays as it is. Throws `not-found`. */
  stop(id: string): void {
    this.get(id);
    this.#stop(this.#kept.get(id));
  }

  /** Stops and drops what is held of a call, or of all calls of a tenant, that must be forgotten. */
  forget(what: { callSid: string } | { tenantId: number }): void {
    for (const [id, kept] of this.#kept) {
      if ('callSid' in what ? kept.view.callSid !== what.callSid : kept.tenantId !== what.tenantId) continue;
      this.#stop(kept);
      this.#kept.delete(id);
    }
  }

  /** Stops all of them. */
  close(): void {
    for (const kept of this.#kept.values()) this.#stop(kept);
  }

  #stop(kept: Kept | undefined): void {
    if (kept?.view.state !== 'running') return;
    kept.stopped = true;
    kept.talk?.close();
  }

  #keep(begun: Kept): void {
    this.#kept.set(begun.view.id, begun);
    for (const [id, { view }] of this.#kept) {
      if (this.#kept.size <= KEPT) break;
      if (view.state !== 'running') this.#kept.delete(id);
    }
  }

  async #run(kept: Kept, order: ReplayOrder, progress: Progress): Promise<void> {
    try {
      await this.#perform(kept, order, progress);
      kept.view = { ...kept.view, state: 'done' };
    } catch (error) {
      const { stopped, talk, view } = kept;
      kept.view = {
        ...view,
        state: stopped ? 'stopped' : 'failed',
        problem: stopped ? 'It was stopped before its end.' : problemOf(error),
        costUsd: talk ? this.#parts.cost(talk) : 0,
      };
      throw error;
    }
  }

  #perform(kept: Kept, { scope, tenant, record, draft }: ReplayOrder, progress: Progress): Promise<void> {
    const { clock, cost, plan, stage } = this.#parts;
    return stage.perform(async (open) => {
      const tried = draft ? { ...tenant, agent: draft } : tenant;
      const { engine, greeting, spec } = await plan(scope, tried, record.from, Date.parse(record.startedAt));
      const { turns } = kept.view;
      let toolAnswer = (_name: string): object => ({});
      const talk = open({ engine, spec, clock, toolAnswer: (name) => toolAnswer(name) });
      kept.talk = talk;
      if (kept.stopped) talk.close();
      talk.noteSaid(greeting);
      progress(0, turns.length);
      for (const [index, turn] of turns.entries()) {
        toolAnswer = toolAnswerThen(record, turn, turns[index + 1]?.atMs ?? Number.POSITIVE_INFINITY);
        const { text, tools } = await talk.answer(turn.caller);
        const answered: ReplayTurn = { ...turn, now: text, tools, changed: isOtherAnswer(turn, text) };
        kept.view = {
          ...kept.view,
          engine: engine.id,
          turns: kept.view.turns.with(index, answered),
          costUsd: cost(talk),
        };
        progress(index + 1, turns.length);
      }
    });
  }
}

function problemOf(error: unknown): string {
  return error instanceof AppError ? messageOf(error) : 'It failed inside. The log says more.';
}

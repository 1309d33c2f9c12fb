import type { TransferTarget } from './departure.ts';
import { provenBy } from './earlier-part.ts';
import { carryOut } from './effects.ts';
import type { TalkLinks } from './talk-links.ts';
import { ToolDesk } from './tool-desk.ts';

/** What the tools of a talk have done to it. */
interface DeskActs {
  answer(callId: string, output: unknown): void;
  /** Both return why it can't be done, for the model, or `null`. */
  hangUp(): string | null;
  transfer(target: TransferTarget): string | null;
  /** A tool keeps the caller waiting. */
  onSlow(): void;
  /** No tool is at work any more. */
  onIdle(): void;
}

/** The desk at which the tools of one talk are used. */
export function createDesk(links: TalkLinks, { answer, hangUp, transfer, ...rest }: DeskActs): ToolDesk {
  const { elapsedMs, keeper, log, parts, plan, scope, tenant } = links;
  const { settings, memory, tools } = plan;
  return new ToolDesk({
    proven: provenBy(keeper.record, tools),
    clock: parts.clock,
    log,
    tools: () => tools,
    context: () => ({ scope, tenant, settings, record: keeper.record, memory }),
    elapsedMs,
    answer,
    apply: (effect) => carryOut(effect, { keeper, elapsedMs, hangUp, transfer }),
    onUsed: (use) => keeper.tool(use),
    ...rest,
  });
}

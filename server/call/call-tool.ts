import type { AgentSettings } from '../contracts/agent.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { CallerMessage } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TransferDestination } from '../contracts/transfer.ts';
import type { ToolSpec } from '../model/engine.ts';
import type { TenantScope } from '../store/scope.ts';

/** What the agent may tell a caller to be done, once a tool has proven it. */
export type Receipt = 'message' | 'booked' | 'sent' | 'transferred' | 'forgotten';

/** What a tool may know of the call it is used in. */
export interface ToolContext {
  scope: TenantScope;
  tenant: Tenant;
  settings: AgentSettings;
  /** As it stands now. Not to be changed by a tool. */
  record: Readonly<CallRecord>;
  /** What is remembered of the caller, sensitive things included; `null` for a new or unidentified one. */
  memory: CallerMemory | null;
  /** The model's name of this use. Together with the call's SID it makes the use idempotent. */
  callId: string;
  /** Since the stream's start. */
  atMs: number;
  /** Aborted when the time is up or the call has ended. */
  signal: AbortSignal;
}

/** What the call does after a tool has run. Only code decides on these; the model proposes. */
export type ToolEffect =
  | { effect: 'hang-up' }
  /** Stored before the model is told. */
  | { effect: 'message'; message: CallerMessage }
  | { effect: 'name'; name: string }
  | { effect: 'transfer'; destination: TransferDestination; summary: string }
  /** Everything stored of the caller is erased once the call has ended. */
  | { effect: 'forget' };

export interface ToolOutcome {
  /** For the model. `{error: sentence}` refuses and says what to do instead. */
  output: unknown;
  /** What this outcome proves. */
  receipts?: Receipt[];
  effect?: ToolEffect;
}

/** Something the agent can do in a call. */
export interface CallTool {
  readonly spec: ToolSpec;
  /** Set for a tool of the tenant's own: what every use that works proves, if anything. */
  readonly external?: { receipt: Receipt | null };
  /**
   * Does it, once for each `callId`. Arguments are whatever the model made up and are checked here. May reject; the
   * caller is then told that it did not work.
   */
  run(args: unknown, context: ToolContext): Promise<ToolOutcome>;
}

/** Refuses what the model asked for, and tells it what to do instead. */
export function refused(reason: string): ToolOutcome {
  return { output: { error: reason } };
}

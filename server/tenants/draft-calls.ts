import type { AgentOverrides } from '../contracts/agent.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';

/** A call is read and its messages filed soon after its end; so many later ones are waited for. */
const KEPT = 200;

type Call = Pick<CallRecord, 'callSid' | 'practice'>;

/**
 * Which practice calls try a draft, and the draft as it was when they began. It is known here alone, never from what a
 * webhook says, so that no caller can ask for a draft.
 */
export class DraftCalls {
  readonly #agents = new Map<string, AgentOverrides>();

  /** This call, which is about to be made, tries this agent. */
  begin(callSid: string, agent: AgentOverrides): void {
    this.#agents.set(callSid, agent);
    const oldest = this.#agents.keys().next().value;
    if (this.#agents.size > KEPT && oldest !== undefined) this.#agents.delete(oldest);
  }

  /** Whether a call tries a draft; one that is no practice call never does. */
  tries({ callSid, practice }: Call): boolean {
    return practice && this.#agents.has(callSid);
  }

  /** The tenant as this call meets it: with the draft where it tries one. */
  met(call: Call, tenant: Tenant): Tenant {
    const agent = this.tries(call) ? this.#agents.get(call.callSid) : undefined;
    return agent ? { ...tenant, agent } : tenant;
  }
}

import type { AgentOverrides } from '../contracts/agent.ts';

/**
 * What of a tenant's agent another business can begin with. Left out is what belongs to the one business alone: its address,
 * who is reached by transfers and deliveries, and whom it turns away; else callers of the one would reach the other.
 */
export function copiedAgent(agent: AgentOverrides): AgentOverrides {
  const { address, transfers, delivery, blockedCallers, afterHours, ...copied } = agent;
  // Forwarding names one of the transfers.
  return afterHours === undefined || afterHours.mode === 'forward' ? copied : { ...copied, afterHours };
}

import { dialProblem, findDestination } from '../agent/destinations.ts';
import { isOpen } from '../agent/hours.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { TRANSFER_SUMMARY_CHARACTERS, type TransferDestination } from '../contracts/transfer.ts';

/** How often one call may ring people: nobody is to be rung all day through an agent. */
const MOST_ATTEMPTS = 5;

/** What the rules look at. */
export interface TransferCall {
  settings: Pick<AgentSettings, 'transfers' | 'dialCountries'>;
  tenant: Pick<Tenant, 'phoneNumbers' | 'timeZone'>;
  record: Pick<CallRecord, 'to' | 'transfers'>;
}

/** Why a caller can't be put through: no such label, a number that may not be dialled, out of hours, tried too often. */
export type TransferProblem = 'unknown' | 'not-dialled' | 'closed' | 'too-often';

type Checked =
  | { destination: TransferDestination; problem: null }
  | { destination: TransferDestination; problem: Exclude<TransferProblem, 'unknown'> }
  | { destination: null; problem: 'unknown' };

/**
 * Whether a call can be put through to the destination of that label now. The same for the agent and the operator: a
 * number comes from the settings alone. `nowMs` is since the epoch.
 */
export function checkTransfer(
  label: string,
  { settings, tenant, record }: TransferCall,
  nowMs: number,
): Checked {
  const destination = findDestination(settings, label);
  if (!destination) return { destination: null, problem: 'unknown' };
  if (dialProblem(destination.number, settings.dialCountries, [...tenant.phoneNumbers, record.to]) !== null)
    return { destination, problem: 'not-dialled' };
  if (!isOpen(destination.schedule, nowMs, tenant.timeZone)) return { destination, problem: 'closed' };
  if (record.transfers.length >= MOST_ATTEMPTS) return { destination, problem: 'too-often' };
  return { destination, problem: null };
}

/** The labels of all to whom a call can be put through now. `nowMs` is since the epoch. */
export function reachableLabels(call: TransferCall, nowMs: number): string[] {
  return call.settings.transfers
    .map(({ label }) => label)
    .filter((label) => checkTransfer(label, call, nowMs).problem === null);
}

/** A summary fit to be read aloud to the person who is rung: one line, and not for ever. */
export function spokenSummary(summary: string): string {
  const line = summary
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return [...line].slice(0, TRANSFER_SUMMARY_CHARACTERS).join('');
}

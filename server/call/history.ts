import type { CallRecord } from '../contracts/call.ts';
import type { PastTurn } from '../model/engine.ts';
import type { BridgeState } from './bridge.ts';

/** What has been said in a call, with what is being said now, for an engine that takes it over. */
export function pastTurns({ transcript }: CallRecord, bridge: BridgeState | null): PastTurn[] {
  const said = transcript.map(({ role, text }) => ({ role, text }));
  const sounding = [...(bridge?.items.values() ?? [])].filter(({ text }) => text !== '');
  return [...said, ...sounding.map(({ text }) => ({ role: 'agent' as const, text }))];
}

import { useMutation } from '@tanstack/react-query';
import { type Replay, replay } from '../../server/contracts/rehearsal.ts';
import { request } from './client.ts';

const startReplay = (callSid: string, agent: Replay['agent']) =>
  request('POST', `/api/calls/${encodeURIComponent(callSid)}/replays`, replay, { agent });

/**
 * Begins to say a call's lines again to the draft or the published agent. The answer is for its `id` only: how far it is may
 * have been told already before the answer comes.
 */
export function useStartReplay(callSid: string) {
  return useMutation({ mutationFn: (agent: Replay['agent']) => startReplay(callSid, agent) });
}

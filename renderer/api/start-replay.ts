import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Replay, replay } from '../../server/contracts/rehearsal.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const startReplay = (callSid: string, agent: Replay['agent']) =>
  request('POST', `/api/calls/${encodeURIComponent(callSid)}/replays`, replay, { agent });

/** Begins to say a call's lines again to the draft or the published agent. How far it is comes as events. */
export function useStartReplay(callSid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (agent: Replay['agent']) => startReplay(callSid, agent),
    onSuccess: (begun) => client.setQueryData(keys.replay(begun.id), begun),
  });
}

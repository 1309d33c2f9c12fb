import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { messageOf } from '../api/client.ts';
import type { PracticeCallRequest } from '../api/start-practice-call.ts';
import { useCallActivity } from '../events/use-live-calls.ts';
import { nowMs } from '../platform/time.ts';
import { sayFailed } from '../ui/notify.ts';
import { type Line, openLine } from './line.ts';
import { IDLE, phoneAfter } from './phone-state.ts';

/** The practice phone: one call at a time from this page to a tenant's agent. */
export function usePracticePhone() {
  const [phone, dispatch] = useReducer(phoneAfter, IDLE);
  const line = useRef<Line | null>(null);
  const activity = useCallActivity('callSid' in phone ? phone.callSid : null);

  const end = useCallback(() => {
    line.current?.close();
    line.current = null;
    dispatch({ type: 'ended' });
  }, []);

  useEffect(() => () => line.current?.close(), []);

  useEffect(() => {
    if (activity.state === 'live') dispatch({ type: 'connected', atMs: nowMs() });
    if (activity.state === 'ended') end();
  }, [activity.state, end]);

  const actions = useMemo(
    () => ({
      async dial(request: PracticeCallRequest) {
        dispatch({ type: 'dial', tenantId: request.tenantId, scripted: request.script !== undefined });
        try {
          line.current = await openLine(request, {
            onRinging: (callSid, microphone) => dispatch({ type: 'rings', callSid, microphone }),
            onConnected: () => dispatch({ type: 'connected', atMs: nowMs() }),
            onEnded: end,
            onNote: (note) => dispatch({ type: 'note', note }),
          });
        } catch (error) {
          dispatch({ type: 'failed', problem: messageOf(error) });
        }
      },
      async hangUp() {
        await line.current?.hangUp().catch((error) => sayFailed('The call could not be ended', error));
      },
      type: (text: string) => line.current?.type(text),
      press: (digit: string) => line.current?.press(digit),
      setMuted(muted: boolean) {
        line.current?.setMuted(muted);
        dispatch({ type: 'muted', muted });
      },
      reset: () => dispatch({ type: 'reset' }),
    }),
    [end],
  );

  return { phone, activity, ...actions };
}

import { useCallback, useEffect, useReducer, useRef } from 'react';
import { messageOf } from '../api/client.ts';
import { hangUpCall } from '../api/hang-up-call.ts';
import { type PracticeCallRequest, startPracticeCall } from '../api/start-practice-call.ts';
import { useCallActivity } from '../events/use-live-calls.ts';
import { nowMs } from '../platform/time.ts';
import { sayFailed } from '../ui/notify.ts';
import { type AudioSocket, openAudioSocket } from './audio-socket.ts';
import { IDLE, phoneAfter } from './phone-state.ts';
import { askForMicrophone, openSound, type Sound } from './sound.ts';

/** The devices of the one call this phone can have. */
interface Line {
  socket: AudioSocket | null;
  sound: Sound | null;
}

/** The practice phone: one call at a time from this page to a tenant's agent. */
export function usePracticePhone() {
  const [phone, dispatch] = useReducer(phoneAfter, IDLE);
  const line = useRef<Line>({ socket: null, sound: null });
  const callSid = 'callSid' in phone ? phone.callSid : null;
  const activity = useCallActivity(callSid);

  const release = useCallback(() => {
    line.current.socket?.close();
    line.current.sound?.close();
    line.current = { socket: null, sound: null };
  }, []);

  const end = useCallback(() => {
    release();
    dispatch({ type: 'ended' });
  }, [release]);

  useEffect(() => release, [release]);

  useEffect(() => {
    if (activity.state === 'live') dispatch({ type: 'connected', atMs: nowMs() });
    if (activity.state === 'ended') end();
  }, [activity.state, end]);

  const dial = useCallback(
    async (request: PracticeCallRequest) => {
      const scripted = request.script !== undefined;
      dispatch({ type: 'dial', tenantId: request.tenantId, scripted });
      // Asked for before it rings, so that the agent does not greet a permission prompt.
      const microphone = scripted ? null : await askForMicrophone();
      const stop = () => {
        for (const track of microphone?.getTracks() ?? []) track.stop();
      };
      try {
        const sid = await startPracticeCall(request);
        dispatch({ type: 'rings', callSid: sid, microphone: microphone ? 'on' : 'none' });
        line.current = connect(sid, line.current);
      } catch (error) {
        stop();
        return dispatch({ type: 'failed', problem: messageOf(error) });
      }
      try {
        const sound = await openSound(microphone, (bytes) => line.current.socket?.sendFrame(bytes));
        if (line.current.socket) line.current.sound = sound;
        else sound.close();
      } catch (error) {
        stop();
        dispatch({ type: 'note', note: `Sound is not available here: ${messageOf(error)} You can type.` });
      }

      function connect(sid: string, current: Line): Line {
        const socket = openAudioSocket(sid, {
          onAudio: (bytes) => line.current.sound?.play(bytes),
          onMessage(message) {
            if (message.type === 'connected') dispatch({ type: 'connected', atMs: nowMs() });
            if (message.type === 'clear') line.current.sound?.clear();
            if (message.type === 'ended') end();
          },
          onClosed: end,
        });
        return { ...current, socket };
      }
    },
    [end],
  );

  const hangUp = useCallback(async () => {
    if (line.current.socket) line.current.socket.send({ type: 'hangUp' });
    else if (callSid)
      await hangUpCall(callSid).catch((error) => sayFailed('The call could not be ended', error));
  }, [callSid]);

  return {
    phone,
    activity,
    dial,
    hangUp,
    type: (text: string) => line.current.socket?.send({ type: 'type', text }),
    press: (digit: string) => line.current.socket?.send({ type: 'digit', digit }),
    setMuted(muted: boolean) {
      line.current.sound?.setMuted(muted);
      dispatch({ type: 'muted', muted });
    },
    reset: () => dispatch({ type: 'reset' }),
  };
}

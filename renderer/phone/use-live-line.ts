import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { LiveAudioToPanel } from '../../server/contracts/live.ts';
import { messageOf } from '../api/client.ts';
import { listeningAfter, SILENT } from './listening-state.ts';
import { type LiveLine, openLiveLine } from './live-line.ts';
import { askForMicrophone, release } from './sound.ts';
import { VoiceLevels } from './voice-levels.ts';

const NO_MICROPHONE =
  'There is no microphone that this page may use. Plug one in or allow it for this page, then take over again.';
const LOST = 'The connection to this call was lost. If it is still in progress, listen in again.';

/** Listening to one call in progress at a time, and speaking in it. */
export function useLiveLine() {
  const [listening, dispatch] = useReducer(listeningAfter, SILENT);
  const [levels] = useState(() => new VoiceLevels());
  const line = useRef<{ callSid: string; opened: Promise<LiveLine | null> } | null>(null);

  const actions = useMemo(() => {
    /** Lets go of a line; what it still does is not heard of. */
    const drop = () => {
      void line.current?.opened.then((opened) => opened?.close());
      line.current = null;
    };
    const open = (callSid: string): Promise<LiveLine | null> => {
      if (line.current?.callSid === callSid) return line.current.opened;
      drop();
      dispatch({ type: 'listen', callSid });
      const isCurrent = () => line.current === own;
      const fail = (message: string) => {
        if (!isCurrent()) return;
        drop();
        dispatch({ type: 'failed', callSid, message });
      };
      const onMessage = (message: LiveAudioToPanel) => {
        if (!isCurrent()) return;
        if (message.type !== 'ended') return dispatch(message);
        drop();
        dispatch({ type: 'stopped' });
      };
      const opened = openLiveLine(callSid, levels, {
        onOpen: () => isCurrent() && dispatch({ type: 'opened' }),
        onMessage,
        onLost: () => fail(LOST),
      }).catch((error: unknown) => {
        fail(`Sound is not available here: ${messageOf(error)}`);
        return null;
      });
      const own = { callSid, opened };
      line.current = own;
      return opened;
    };
    const stop = () => {
      drop();
      dispatch({ type: 'stopped' });
    };
    return {
      listen: (callSid: string) => void open(callSid),
      stop,
      /** Asks for the microphone first: without one the agent keeps speaking. */
      async takeOver(callSid: string) {
        const microphone = await askForMicrophone();
        const opened = microphone && (await open(callSid));
        if (!microphone || !opened) {
          release(microphone);
          if (!microphone)
            dispatch(
              line.current
                ? { type: 'refused', message: NO_MICROPHONE }
                : { type: 'failed', callSid, message: NO_MICROPHONE },
            );
          return;
        }
        dispatch({ type: 'asked' });
        opened.takeOver(microphone);
      },
      async handBack() {
        (await line.current?.opened)?.handBack();
      },
      async setMuted(muted: boolean) {
        (await line.current?.opened)?.setMuted(muted);
        dispatch({ type: 'muted', muted });
      },
    };
  }, [levels]);

  const { stop } = actions;
  useEffect(() => stop, [stop]);
  return { listening, levels, ...actions };
}

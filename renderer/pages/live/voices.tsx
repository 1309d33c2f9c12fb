import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { VOICE_CODE } from '../../../server/contracts/live.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { useListening } from '../../phone/listening-context.tsx';
import { every } from '../../platform/time.ts';
import classes from './live.module.css';
import { drawWave } from './wave.ts';

const FRAME_MS = 60;
/** For those who want little to move on their screen. */
const CALM_MS = 1000;
/** Louder than this is speech. */
const AUDIBLE = 0.03;
/** How loud a voice is drawn that is known to speak, but is not listened to. */
const UNHEARD = 0.3;
const KEPT = 400;

type Side = keyof typeof VOICE_CODE;

/** Both voices as they sound: as loud as they are while this panel listens in, else just who speaks. */
export function Voices({ call }: { call: CallNow }) {
  const { listening, levels } = useListening();
  const heard = listening.phase === 'on' && listening.callSid === call.callSid;
  const yours = heard && listening.floor === 'yours';
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)', false, { getInitialValueInEffect: false });
  const canvases = { caller: useRef<HTMLCanvasElement>(null), agent: useRef<HTMLCanvasElement>(null) };
  const [speaks, setSpeaks] = useState({ caller: false, agent: false });
  const known = {
    caller: call.activity.drafts.caller !== undefined,
    agent: call.state === 'live' && call.agent === 'speaking',
  };
  const speaker = yours ? 'you' : call.takenOver ? 'person' : 'agent';
  const now = useRef({ heard, known, canvases, speaker });
  now.current = { heard, known, canvases, speaker };
  useEffect(() => {
    const past: Record<Side, number[]> = { caller: [], agent: [] };
    let drawn = now.current.speaker;
    return every(calm ? CALM_MS : FRAME_MS, () => {
      const { heard, known, canvases, speaker } = now.current;
      // Another speaks from now on: the bars of the one before go.
      if (speaker !== drawn) past.agent = [];
      drawn = speaker;
      const loud = { caller: false, agent: false };
      for (const side of ['caller', 'agent'] as const) {
        const level = heard ? levels.take(VOICE_CODE[side]) : known[side] ? UNHEARD : 0;
        past[side].push(level);
        if (past[side].length > KEPT) past[side].shift();
        loud[side] = past[side].slice(calm ? -1 : -12).some((one) => one > AUDIBLE);
        if (canvases[side].current) drawWave(canvases[side].current, past[side]);
      }
      setSpeaks((before) => (before.caller === loud.caller && before.agent === loud.agent ? before : loud));
    });
  }, [calm, levels]);
  const names = { caller: 'Caller', agent: yours ? 'You' : call.takenOver ? 'A person' : call.agentName };
  const words = (side: Side) => `${names[side]}: ${speaks[side] ? 'speaking' : 'silent'}`;
  return (
    <div className={classes.voices} data-heard={heard || undefined}>
      <div className={classes.names} aria-hidden>
        <span className={classes.caller}>{names.caller}</span>
        <span className={classes.agent}>{names.agent}</span>
      </div>
      <div>
        {(['caller', 'agent'] as const).map((side) => (
          <canvas
            key={side}
            ref={canvases[side]}
            role="img"
            aria-label={words(side)}
            className={`${classes.wave} ${classes[side]}`}
          />
        ))}
      </div>
    </div>
  );
}

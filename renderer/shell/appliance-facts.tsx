import { Link } from 'wouter';
import type { TunnelStatus } from '../../server/contracts/settings.ts';
import { useSettings } from '../api/get-settings.ts';
import { useLiveCalls } from '../events/use-live-calls.ts';
import { useEngineFails } from '../ui/engine-fails.ts';
import { StatusDot } from '../ui/status-dot.tsx';
import type { Tone } from '../ui/tone.ts';
import { plural } from '../ui/words.ts';
import classes from './shell.module.css';

export const ENGINE_NAME = { openai: 'OpenAI Realtime', offline: 'Offline receptionist' };

const TUNNEL: Record<TunnelStatus['state'], { tone: Tone; text: string }> = {
  off: { tone: 'idle', text: 'Practice line only' },
  connecting: { tone: 'warn', text: 'Line connecting' },
  online: { tone: 'good', text: 'Line online' },
  failed: { tone: 'bad', text: 'Line failed' },
};

/** The engine, the public line and the number of calls, in a few words each. */
export function ApplianceFacts() {
  const settings = useSettings().data;
  const fails = useEngineFails();
  const { calls } = useLiveCalls();
  return (
    <section className={classes.facts} aria-label="Appliance state">
      {settings && (
        <>
          <Link href="/settings/openai" className={classes.fact}>
            <StatusDot tone={fails ? 'bad' : 'good'}>
              {ENGINE_NAME[settings.activeEngine]}
              {fails && ' fails'}
            </StatusDot>
          </Link>
          <Link href="/settings" className={classes.fact}>
            <StatusDot
              tone={TUNNEL[settings.tunnel.state].tone}
              pulse={settings.tunnel.state === 'connecting'}
            >
              {TUNNEL[settings.tunnel.state].text}
            </StatusDot>
          </Link>
        </>
      )}
      {calls && (
        <span className={classes.fact}>
          <StatusDot tone={calls.length > 0 ? 'good' : 'idle'} pulse={calls.length > 0}>
            {calls.length > 0 ? `${plural(calls.length, 'call')} now` : 'No calls now'}
          </StatusDot>
        </span>
      )}
    </section>
  );
}

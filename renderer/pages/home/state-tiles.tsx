import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Home } from '../../../server/contracts/home.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useLiveCalls } from '../../events/use-live-calls.ts';
import { useEngineFails } from '../../ui/engine-fails.ts';
import { Moment } from '../../ui/moment.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import type { Tone } from '../../ui/tone.ts';
import { bytes, clockTime, count } from '../../ui/words.ts';
import classes from './home.module.css';

interface TileProps {
  href: string;
  title: string;
  value: ReactNode;
  tone: Tone;
  /** A state of its own that lasts. */
  pulse?: boolean;
  children: ReactNode;
}

function Tile({ href, title, value, tone, pulse = false, children }: TileProps) {
  return (
    <li>
      <Link href={href} className={classes.tile}>
        <Text size="sm" c="dimmed" component="span">
          {title}
        </Text>
        <span className={classes.value}>{value}</span>
        <Text size="sm" component="span" className={classes.state}>
          <StatusDot tone={tone} pulse={pulse}>
            {children}
          </StatusDot>
        </Text>
      </Link>
    </li>
  );
}

/** Calls now, lines, the way in, the engine, messages, the last call and the disk. */
export function StateTiles({ home }: { home: Home }) {
  return (
    <ul className={classes.tiles} aria-label="State of the appliance">
      <CallsNow />
      <LastCall home={home} />
      <Messages home={home} />
      <Connections home={home} />
      <Disk home={home} />
    </ul>
  );
}

function CallsNow() {
  const calls = useLiveCalls().calls?.length ?? 0;
  return (
    <Tile
      href="/live"
      title="Calls now"
      value={count(calls)}
      tone={calls > 0 ? 'good' : 'idle'}
      pulse={calls > 0}
    >
      {calls > 0 ? 'Listen in' : 'Nobody is calling'}
    </Tile>
  );
}

function LastCall({ home: { lastCall } }: { home: Home }) {
  const tenants = useTenants().data ?? [];
  if (!lastCall)
    return (
      <Tile href="/start/call" title="Last call" value="None yet" tone="idle">
        Make a practice call
      </Tile>
    );
  const name = tenants.find(({ id }) => id === lastCall.tenantId)?.businessName ?? 'A former tenant';
  return (
    <Tile
      href={`/calls/${lastCall.callSid}`}
      title={lastCall.practice ? 'Last call (practice)' : 'Last call'}
      value={<Moment iso={lastCall.startedAt} inherit />}
      tone={lastCall.endReason === 'model-failed' || lastCall.endReason === 'internal-error' ? 'bad' : 'good'}
    >
      {name}, {clockTime(lastCall.durationMs ?? 0)}
    </Tile>
  );
}

function Messages({ home: { messages } }: { home: Home }) {
  const { open, undelivered } = messages;
  return (
    <Tile
      href={undelivered > 0 ? '/inbox?state=undelivered' : '/inbox'}
      title="Open messages"
      value={count(open)}
      tone={undelivered > 0 ? 'bad' : open > 0 ? 'warn' : 'good'}
    >
      {undelivered > 0 ? `${count(undelivered)} not delivered` : open > 0 ? 'To be done' : 'All done'}
    </Tile>
  );
}

const TUNNEL = {
  off: { tone: 'idle', text: 'Practice line only' },
  connecting: { tone: 'warn', text: 'Connecting' },
  online: { tone: 'good', text: 'Public line online' },
  failed: { tone: 'bad', text: 'Public line failed' },
} satisfies Record<string, { tone: Tone; text: string }>;

function Connections({ home: { lines } }: { home: Home }) {
  const settings = useSettings().data;
  const fails = useEngineFails();
  if (!settings) return null;
  const tunnel = TUNNEL[settings.tunnel.state];
  return (
    <>
      <Tile
        href="/numbers"
        title="Lines"
        value={lines.assigned === 0 ? 'None yet' : `${lines.pointed} of ${lines.assigned}`}
        tone={tunnel.tone}
      >
        {tunnel.text}
      </Tile>
      <Tile
        href="/settings/openai"
        title="Receptionist"
        value={settings.activeEngine === 'openai' ? 'OpenAI' : 'Offline'}
        tone={fails ? 'bad' : settings.activeEngine === 'openai' ? 'good' : 'idle'}
      >
        {fails
          ? 'Fails; the offline one steps in'
          : settings.activeEngine === 'openai'
            ? settings.settings.realtimeModel
            : 'On this computer'}
      </Tile>
    </>
  );
}

function Disk({ home: { disk } }: { home: Home }) {
  return (
    <Tile href="/settings/about" title="Disk" value={bytes(disk.freeBytes)} tone={disk.low ? 'warn' : 'good'}>
      {disk.low ? 'Nearly full' : `Free of ${bytes(disk.totalBytes)}`}
    </Tile>
  );
}

import { Anchor, Button } from '@mantine/core';
import { IconBroadcast, IconBuildingStore, IconLayoutGrid } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useTenants } from '../../api/get-tenants.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { useLiveCalls } from '../../events/use-live-calls.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded, Loading } from '../../ui/states.tsx';
import { plural } from '../../ui/words.ts';
import { CallWall } from './call-wall.tsx';
import classes from './live.module.css';
import { LiveCallPanel } from './live-call-panel.tsx';
import { OverPanel } from './over-panel.tsx';

/** The calls in progress, and one of them as it happens. */
export default function LivePage({ callSid }: { callSid: string | null }) {
  const live = useLiveCalls();
  return (
    <Page
      title="Live"
      lead={
        live.calls?.length
          ? `${plural(live.calls.length, 'call')} in progress`
          : 'Calls appear here the moment they ring.'
      }
    >
      <Loaded
        query={{ ...live, data: live.calls }}
        what="The calls in progress"
        loading={<Loading rows={2} height={96} />}
      >
        {(calls) =>
          calls.length === 0 && callSid === null ? <NoCalls /> : <Calls calls={calls} callSid={callSid} />
        }
      </Loaded>
    </Page>
  );
}

/** All calls side by side; one of them with the others beside it, once it is chosen or while it is the only one. */
function Calls({ calls, callSid }: { calls: readonly CallNow[]; callSid: string | null }) {
  const [only, showAll] = useOnlyCall(calls);
  const shownSid = callSid ?? only;
  if (shownSid === null) return <CallWall calls={calls} label="Calls in progress" />;
  const shown = calls.find((call) => call.callSid === shownSid);
  return (
    <div className={classes.page}>
      <div
        className={classes.layout}
        data-chosen={callSid ?? undefined}
        data-alone={(calls.length <= 1 && shown !== undefined) || undefined}
      >
        <div className={classes.list}>
          {calls.length > 1 && (
            <Button
              component={Link}
              href="/live"
              onClick={showAll}
              variant="default"
              size="xs"
              mb="sm"
              leftSection={<IconLayoutGrid size={15} aria-hidden />}
            >
              All calls
            </Button>
          )}
          <CallWall calls={calls} label="Calls in progress" current={shownSid} />
        </div>
        <div className={classes.detail}>
          {callSid !== null && (
            <Anchor component={Link} href="/live" onClick={showAll} size="sm" className={classes.all} mb="sm">
              All calls in progress
            </Anchor>
          )}
          {shown ? <LiveCallPanel key={shown.callSid} call={shown} /> : <OverPanel callSid={shownSid} />}
        </div>
      </div>
    </div>
  );
}

/** The call that was the only one: it stays in view when others ring, until all are asked for. */
function useOnlyCall(calls: readonly CallNow[]): [callSid: string | null, showAll: () => void] {
  const [kept, keep] = useState<string | null>(null);
  const still = calls.some(({ callSid }) => callSid === kept) ? kept : null;
  const only = still ?? (calls.length === 1 ? (calls[0]?.callSid ?? null) : null);
  if (only !== kept) keep(only);
  return [only, () => keep(null)];
}

function NoCalls() {
  const { open } = usePractice();
  const tenants = useTenants().data;
  if (tenants?.length === 0)
    return (
      <Empty
        icon={<IconBuildingStore size={24} />}
        title="Start with a tenant"
        action={
          <Button component={Link} href="/tenants">
            Go to tenants
          </Button>
        }
      >
        A tenant is a business whose calls are answered. Create one, and its agent can be rung at once from
        this computer.
      </Empty>
    );
  return (
    <Empty
      icon={<IconBroadcast size={24} />}
      title="No calls right now"
      action={<Button onClick={() => open()}>Make a practice call</Button>}
    >
      Ring one of your agents from this computer and watch the call here, line by line.
    </Empty>
  );
}

import { Anchor, Button, Text } from '@mantine/core';
import { IconBroadcast, IconBuildingStore } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useTenants } from '../../api/get-tenants.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { useLiveCalls } from '../../events/use-live-calls.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded, Loading } from '../../ui/states.tsx';
import { plural } from '../../ui/words.ts';
import { CallCard } from './call-card.tsx';
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

function Calls({ calls, callSid }: { calls: CallNow[]; callSid: string | null }) {
  const shown = callSid === null ? calls[0] : calls.find((call) => call.callSid === callSid);
  return (
    <div className={classes.page}>
      <div className={classes.layout} data-chosen={callSid ?? undefined}>
        <div className={classes.list}>
          {calls.length === 0 ? (
            <Text size="sm" c="dimmed">
              No other call is in progress.
            </Text>
          ) : (
            <ul className={classes.cards} aria-label="Calls in progress">
              {calls.map((call) => (
                <li key={call.callSid}>
                  <CallCard call={call} current={call === shown} />
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className={classes.detail}>
          {callSid !== null && (
            <Anchor component={Link} href="/live" size="sm" className={classes.all} mb="sm">
              All calls in progress
            </Anchor>
          )}
          {shown ? (
            <LiveCallPanel key={shown.callSid} call={shown} />
          ) : (
            callSid !== null && <OverPanel callSid={callSid} />
          )}
        </div>
      </div>
    </div>
  );
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

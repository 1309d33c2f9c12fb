import { Alert, Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { CallNow } from '../../events/calls-now.ts';
import { FlagAlerts } from '../../ui/call-flags.tsx';
import { ringing } from '../../ui/call-words.ts';
import { interventionWords } from '../../ui/mishap-words.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { Transcript } from '../../ui/transcript.tsx';
import { phone } from '../../ui/words.ts';
import { CallActs } from './call-acts.tsx';
import { CallBadges } from './call-card.tsx';
import { CallFigures } from './call-figures.tsx';
import { CallKnowledge } from './call-knowledge.tsx';
import { Ear } from './ear.tsx';
import classes from './live.module.css';
import { callerWords, nowWords } from './live-words.ts';
import { Voices } from './voices.tsx';
import { Whisper } from './whisper.tsx';

/** One call as it happens, and what can be done in it. */
export function LiveCallPanel({ call }: { call: CallNow }) {
  const transfer = ringing(call.transfers);
  const { text, tone } = nowWords(call);
  return (
    <Paper component="section" aria-label={`Call with ${call.businessName}`} p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2}>
            <Group gap="xs">
              <Title order={2}>
                <Anchor component={Link} href={`/tenants/${call.tenantId}`} inherit c="inherit">
                  {call.businessName}
                </Anchor>
              </Title>
              <CallBadges call={call} />
            </Group>
            <Text size="sm" c="dimmed">
              {callerWords(call)}
              {call.recalled?.name && `, ${phone(call.from)},`} talks with {call.agentName}
            </Text>
            <Text size="sm" component="div" role="status" aria-label="State">
              <StatusDot tone={tone} pulse>
                {text}
              </StatusDot>
            </Text>
          </Stack>
          <CallActs call={call} />
        </Group>
        {transfer && (
          <Alert color="pine" icon={<IconPhoneOutgoing size={18} aria-hidden />} role="status">
            {transfer.mode === 'warm'
              ? `${transfer.label} is being rung and will be told who is calling.`
              : `The caller is being put through to ${transfer.label}.`}
          </Alert>
        )}
        <Ear call={call} />
        <FlagAlerts flags={call.flags} />
        <CallFigures call={call} />
        <Voices call={call} />
        <div className={classes.body}>
          <Stack gap="sm">
            <Talk call={call} />
            <Whisper call={call} />
          </Stack>
          <CallKnowledge call={call} />
        </div>
      </Stack>
    </Paper>
  );
}

function Talk({ call }: { call: CallNow }) {
  const { drafts } = call.activity;
  const grown = call.transcript.length + call.interventions.length;
  const talk = useFollow(grown + (drafts.agent?.text.length ?? 0) + (drafts.caller?.text.length ?? 0));
  return (
    <ScrollBox className={classes.talk} ref={talk} label="What is said">
      <Transcript
        turns={call.transcript}
        drafts={[drafts.agent, drafts.caller].filter((draft) => draft !== undefined)}
        asides={call.interventions.map((one) => ({ atMs: one.atMs, text: interventionWords(one) }))}
        agentName={call.agentName}
        empty={call.state === 'ringing' ? 'It rings.' : 'Nothing has been said yet.'}
        live
      />
    </ScrollBox>
  );
}

/** Keeps the newest line in view, unless the reader has scrolled back. */
function useFollow(grown: number) {
  const element = useRef<HTMLElement>(null);
  const follow = useRef(true);
  useEffect(() => {
    const talk = element.current;
    if (!talk) return;
    const note = () => {
      follow.current = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 40;
    };
    talk.addEventListener('scroll', note);
    return () => talk.removeEventListener('scroll', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `grown` is what tells that there is more to show.
  useEffect(() => {
    const talk = element.current;
    if (talk && follow.current) talk.scrollTop = talk.scrollHeight;
  }, [grown]);
  return element;
}

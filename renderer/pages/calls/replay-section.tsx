import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlayerStop, IconRotateClockwise } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { CallRecord } from '../../../server/contracts/call.ts';
import type { Replay } from '../../../server/contracts/rehearsal.ts';
import { useCancelReplay } from '../../api/cancel-replay.ts';
import { ApiError } from '../../api/client.ts';
import { useDraft } from '../../api/get-draft.ts';
import { useReplay } from '../../api/get-replay.ts';
import { useStatus } from '../../api/get-status.ts';
import { useStartReplay } from '../../api/start-replay.ts';
import { confirm } from '../../ui/confirm.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { ERASED, money, plural } from '../../ui/words.ts';
import { ReplayResult } from './replay-result.tsx';

/** What one answer costs, roughly, where the call itself does not tell. */
const ANSWER_USD = 0.02;

/** How often the caller spoke and the agent answered. */
const answersIn = ({ transcript }: CallRecord): number =>
  transcript.filter(({ role }, index) => role === 'agent' && transcript[index - 1]?.role === 'caller').length;

/**
 * What was said to the agent, said again to it as it is today or as it is drafted, and which answers change. Which replay is
 * shown is in the address. Nothing for a call in which nothing was answered.
 */
export function ReplaySection({ call }: { call: CallRecord }) {
  const [params, setParams] = useSearchParams();
  const id = params.get('replay');
  const answers = answersIn(call);
  if (call.state !== 'ended' || call.from === ERASED || answers === 0) return null;
  const show = (replay: string | null) =>
    setParams(
      (before) => {
        if (replay === null) before.delete('replay');
        else before.set('replay', replay);
        return before;
      },
      { replace: true },
    );
  return (
    <Section
      title="Replay"
      lead="What the caller said is said again, in text, to the agent of now, as of this caller and the time of the call. Nobody is called, no tool is run and nothing is remembered."
    >
      <ReplayStart call={call} answers={answers} replayId={id} onStarted={show} />
      {id !== null && <ShownReplay id={id} onClose={() => show(null)} />}
    </Section>
  );
}

interface StartProps {
  call: CallRecord;
  answers: number;
  /** The one that is shown. */
  replayId: string | null;
  onStarted(id: string): void;
}

function ReplayStart({ call, answers, replayId, onStarted }: StartProps) {
  const view = useDraft(call.tenantId).data;
  const isRunning = useReplay(replayId).data?.state === 'running';
  const start = useStartReplay(call.callSid);
  const askFirst = useAskForMoney(call, answers);
  const [chosen, setChosen] = useState<Replay['agent'] | null>(null);
  const hasDraft = view?.draft != null;
  const agent = chosen ?? (hasDraft ? 'draft' : 'published');

  async function begin() {
    if (!(await askFirst())) return;
    start.mutate(agent, {
      onSuccess: ({ id }) => onStarted(id),
      onError: (error) => sayFailed('The call was not replayed', error),
    });
  }

  return (
    <Stack gap="xs">
      <Group gap="sm">
        <SegmentedControl
          aria-label="With which agent"
          value={agent}
          onChange={setChosen}
          disabled={isRunning}
          data={[
            { value: 'published', label: 'Published agent' },
            { value: 'draft', label: 'Draft', disabled: !hasDraft },
          ]}
        />
        <Button
          leftSection={<IconRotateClockwise size={16} aria-hidden />}
          onClick={begin}
          loading={start.isPending}
          disabled={isRunning}
        >
          {replayId === null ? 'Replay this call' : 'Replay again'}
        </Button>
      </Group>
      {view && !hasDraft && (
        <Text size="sm" c="dimmed">
          To see what a change would do, make it in{' '}
          <TextLink href={`/tenants/${call.tenantId}`}>the tenant’s agent</TextLink> and save it as a draft.
        </Text>
      )}
    </Stack>
  );
}

/** Where the engine in use costs money, asks first. Resolves with whether it may begin. */
function useAskForMoney(call: CallRecord, answers: number): () => Promise<boolean> {
  const engine = useStatus().data?.engine;
  const likeTheCall = call.engine !== 'offline' && call.costUsd > 0;
  const usd = likeTheCall ? call.costUsd : answers * ANSWER_USD;
  return async () =>
    engine === 'offline' ||
    confirm({
      title: 'Replay this call?',
      text: `OpenAI gives ${plural(answers, 'answer')} anew. That costs roughly ${money(usd)}${
        likeTheCall ? ', as much as the call did' : ''
      }. It is not charged to the tenant.`,
      confirm: 'Replay',
    });
}

function ShownReplay({ id, onClose }: { id: string; onClose(): void }) {
  const query = useReplay(id);
  const cancel = useCancelReplay();
  const stop = () =>
    cancel.mutate(id, { onError: (error) => sayFailed('The replay was not stopped', error) });
  if (query.error && query.data === undefined && isGone(query.error))
    return (
      <Alert color="gray" title="This replay is not kept any more" withCloseButton onClose={onClose}>
        Replays are kept until Ringhouse stops, the latest twenty of them. Replay the call again.
      </Alert>
    );
  return (
    <Loaded query={query} what="The replay" loading={<Loading rows={2} height={40} />}>
      {(replay) => (
        <ReplayResult
          replay={replay}
          stop={
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={stop}
              loading={cancel.isPending}
            >
              Stop
            </Button>
          }
        />
      )}
    </Loaded>
  );
}

const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

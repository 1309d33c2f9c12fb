import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconHeadphones,
  IconHeadphonesOff,
  IconMicrophone,
  IconPhoneOff,
  IconPhoneOutgoing,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useHangUpCall } from '../../api/hang-up-call.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { useListening } from '../../phone/listening-context.tsx';
import { ringing } from '../../ui/call-words.ts';
import { confirm } from '../../ui/confirm.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { callerWords } from './live-words.ts';
import { TransferModal } from './transfer-modal.tsx';

/** What an operator can do in a call. */
export function CallActs({ call }: { call: CallNow }) {
  const { listening, listen, stop, takeOver } = useListening();
  const [, go] = useLocation();
  /** A call that is heard has its address, so that it stays in view whatever else rings. */
  const stayHere = () => go(`/live/${call.callSid}`, { replace: true });
  const [choosing, { open, close }] = useDisclosure(false);
  const here = listening.phase !== 'off' && listening.callSid === call.callSid ? listening : null;
  const elsewhere = listening.phase !== 'off' && !here && listening.floor === 'yours';
  const live = call.state === 'live';
  const floor = here?.floor ?? 'agent';
  return (
    <Group gap="xs">
      {floor !== 'yours' &&
        (here ? (
          <Button
            size="xs"
            variant="light"
            loading={here.phase === 'opening'}
            leftSection={<IconHeadphonesOff size={15} aria-hidden />}
            onClick={stop}
          >
            Stop listening
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            disabled={!live || elsewhere}
            leftSection={<IconHeadphones size={15} aria-hidden />}
            onClick={() => {
              stayHere();
              listen(call.callSid);
            }}
          >
            Listen in
          </Button>
        ))}
      {floor !== 'yours' && (
        <Button
          size="xs"
          variant="default"
          disabled={!live || elsewhere || call.takenOver}
          loading={floor === 'asking'}
          leftSection={<IconMicrophone size={15} aria-hidden />}
          onClick={() => {
            stayHere();
            void takeOver(call.callSid);
          }}
        >
          Take over
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        disabled={!live || ringing(call.transfers) !== undefined}
        leftSection={<IconPhoneOutgoing size={15} aria-hidden />}
        onClick={open}
      >
        Transfer
      </Button>
      <HangUp call={call} />
      {choosing && <TransferModal call={call} onClose={close} />}
    </Group>
  );
}

function HangUp({ call }: { call: CallNow }) {
  const hangUp = useHangUpCall();
  const ask = async () => {
    const sure = await confirm({
      title: 'Hang up this call?',
      text: `${callerWords(call)} is cut off at once.`,
      confirm: 'Hang up',
      cancel: 'Let it go on',
      danger: true,
    });
    if (sure)
      hangUp.mutate(call.callSid, { onError: (error) => sayFailed('The call could not be ended', error) });
  };
  return (
    <Button
      variant="light"
      color="red"
      size="xs"
      leftSection={<IconPhoneOff size={15} aria-hidden />}
      loading={hangUp.isPending}
      onClick={ask}
    >
      Hang up
    </Button>
  );
}

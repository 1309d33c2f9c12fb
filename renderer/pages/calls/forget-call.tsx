import { Button } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import type { ErasureReceipt } from '../../../server/contracts/memory.ts';
import { useForgetCall } from '../../api/forget-call.ts';
import { confirm } from '../../ui/confirm.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { ERASED } from '../../ui/words.ts';
import { CallerReceipt } from '../tenants/caller-receipt.tsx';

/** Erases one call on request, and shows the proof of it. Nothing is offered where nothing is left to erase. */
export function ForgetCall({ call, zone }: { call: CallRecord; zone: string | undefined }) {
  const forget = useForgetCall(call.callSid);
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  const ask = async () => {
    const sure = await confirm({
      title: 'Forget this call?',
      text: `Everything kept of this call is deleted for good: the caller’s number, what was said, recording, messages, and what the agent learnt from it. ${
        call.namespace === null
          ? ''
          : 'Other calls of the caller stay, and so does what they may have told too, such as a name. '
      }Times, usage and cost stay, for billing. You get a receipt.`,
      confirm: 'Forget call',
      danger: true,
    });
    if (!sure) return;
    forget.mutate(undefined, {
      onSuccess: setReceipt,
      onError: (error) => sayFailed('The call could not be forgotten', error),
    });
  };
  return (
    <>
      {call.from !== ERASED && (
        <Button
          variant="light"
          color="red"
          leftSection={<IconEraser size={16} aria-hidden />}
          loading={forget.isPending}
          onClick={ask}
        >
          Forget call
        </Button>
      )}
      {receipt && <CallerReceipt receipt={receipt} zone={zone} onClose={() => setReceipt(null)} />}
    </>
  );
}

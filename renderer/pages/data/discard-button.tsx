import { Button } from '@mantine/core';
import { useDiscardBundle } from '../../api/discard-bundle.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { capital } from '../../ui/words.ts';

interface DiscardButtonProps {
  kind: Parameters<typeof useDiscardBundle>[0];
  id: string;
  /** The bundle as a person knows it. */
  what: string;
  onDiscarded?(): void;
}

/** Erases a bundle that waits here before its hour is over, once it is confirmed. */
export function DiscardButton({ kind, id, what, onDiscarded }: DiscardButtonProps) {
  const discard = useDiscardBundle(kind);
  const ask = async () => {
    const sure = await confirm({
      title: 'Discard this bundle?',
      text: `${capital(what)} is erased from this computer. The tenant itself, and copies elsewhere, stay.`,
      confirm: 'Discard',
      danger: true,
    });
    if (!sure) return;
    discard.mutate(id, {
      onSuccess() {
        say('The bundle was discarded.');
        onDiscarded?.();
      },
      onError: (error) => sayFailed('The bundle was not discarded', error),
    });
  };
  return (
    <Button
      size="xs"
      variant="subtle"
      color="red"
      onClick={() => void ask()}
      loading={discard.isPending}
      aria-label={`Discard ${what}`}
    >
      Discard
    </Button>
  );
}

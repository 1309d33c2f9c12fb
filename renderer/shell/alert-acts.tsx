import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { alertPlace, endsByHand } from '../../server/contracts/alert-causes.ts';
import type { Alert } from '../../server/contracts/events.ts';
import { useDismissAlert } from '../api/dismiss-alert.ts';
import { confirm } from '../ui/confirm.tsx';
import { sayFailed } from '../ui/notify.ts';

interface AlertActsProps {
  alert: Alert;
  /** Before another page, or a question, is shown. */
  onGo?: (() => void) | undefined;
}

/** What can be done about an open alert: the way to where it is mended, and ending it where nothing else does. */
export function AlertActs({ alert, onGo }: AlertActsProps) {
  const dismiss = useDismissAlert();
  const place = alertPlace(alert.key);
  const look = { inherit: true, c: 'inherit', underline: 'always' } as const;
  const ask = async () => {
    onGo?.();
    const sure = await confirm({
      title: 'Dismiss this alert?',
      text: `${alert.message} Dismissing mends nothing: do it once you have seen to this.`,
      confirm: 'Dismiss',
    });
    if (sure)
      dismiss.mutate(alert.id, {
        onError: (error) => sayFailed('The alert could not be dismissed', error),
      });
  };
  return (
    <>
      {place && (
        <Anchor component={Link} href={place.href} {...look} onClick={onGo}>
          {place.action}
        </Anchor>
      )}
      {endsByHand(alert.key) && (
        <>
          {' · '}
          <Anchor
            component="button"
            type="button"
            {...look}
            fz="inherit"
            disabled={dismiss.isPending}
            aria-label={`Dismiss: ${alert.message}`}
            onClick={ask}
          >
            Dismiss
          </Anchor>
        </>
      )}
    </>
  );
}

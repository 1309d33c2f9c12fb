import { Badge } from '@mantine/core';
import type { InboxMessage } from '../../../server/contracts/message.ts';
import { KIND } from './message-words.ts';

const shape = { size: 'sm', variant: 'light', tt: 'none', style: { flexShrink: 0 } } as const;

interface BadgesProps {
  message: InboxMessage;
  /** Its kind is said elsewhere. */
  withoutKind?: boolean;
}

/** What sets a message apart from a plain one. */
export function Badges({ message, withoutKind = false }: BadgesProps) {
  const { confirmed, deliveries, kind, practice, urgency } = message;
  return (
    <>
      {urgency === 'urgent' && (
        <Badge {...shape} color="red">
          Urgent
        </Badge>
      )}
      {!confirmed && (
        <Badge {...shape} color="yellow">
          Not confirmed
        </Badge>
      )}
      {deliveries.some(({ state }) => state === 'failed') && (
        <Badge {...shape} color="red">
          Not delivered
        </Badge>
      )}
      {kind !== 'message' && !withoutKind && <Badge {...shape}>{KIND[kind]}</Badge>}
      {practice && (
        <Badge {...shape} color="gray">
          Practice
        </Badge>
      )}
    </>
  );
}

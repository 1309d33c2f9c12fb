import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { keys } from '../api/keys.ts';
import { type Activity, afterGap } from './activity.ts';
import { applyEvent } from './apply-event.ts';
import { listen } from './event-stream.ts';
import { freshen } from './freshen.ts';

type Connection = 'connecting' | 'up' | 'down';
const ConnectionContext = createContext<Connection>('connecting');

const listeners = new Set<(event: ServerEvent) => void>();

/** Hears each event as it comes, until the returned function is called. */
export function onServerEvent(hear: (event: ServerEvent) => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Keeps the query cache up to date with the server's events, and knows whether they arrive. */
export function ConnectionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(
    () =>
      listen({
        onEvent(event) {
          applyEvent(client, event);
          for (const hear of listeners) hear(event);
        },
        onUp(again) {
          setConnection('up');
          if (again)
            client.setQueryData<Activity>(keys.activity, (activity) => activity && afterGap(activity));
          // The first time too: what was asked for before the events flowed may have changed in between.
          freshen(client);
        },
        onDown(refused) {
          setConnection('down');
          // A stream does not tell why it was refused; a request does, and a session that is over ends the page.
          if (refused) freshen(client, keys.alerts);
        },
      }),
    [client],
  );
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

export const useConnection = (): Connection => use(ConnectionContext);

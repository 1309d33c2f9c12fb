import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { Router } from 'wouter';
import { createQueryClient, sessionEnded } from './api/query-client.ts';
import { ConnectionProvider } from './events/connection.tsx';
import { Notifier } from './notifications/notifier.tsx';
import { ListeningProvider } from './phone/listening-context.tsx';
import { PracticeProvider } from './phone/practice-context.tsx';
import { Routes } from './routes.tsx';
import { SessionEnded } from './shell/session-ended.tsx';
import { Shell } from './shell/shell.tsx';
import { cssVariables, theme } from './theme.ts';
import { useGuardedLocation } from './ui/leave-guard.ts';

/** The control panel, whole. */
export function App() {
  const [client] = useState(createQueryClient);
  const ended = useSyncExternalStore(sessionEnded.subscribe, sessionEnded.get);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notifications position="top-center" mt={56} />
        {ended ? (
          <SessionEnded />
        ) : (
          <ModalsProvider>
            <Router hook={useGuardedLocation}>
              <ConnectionProvider>
                <PracticeProvider>
                  <ListeningProvider>
                    <Notifier />
                    <Shell>
                      <Routes />
                    </Shell>
                  </ListeningProvider>
                </PracticeProvider>
              </ConnectionProvider>
            </Router>
          </ModalsProvider>
        )}
      </QueryClientProvider>
    </MantineProvider>
  );
}

import { Alert, Stack } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useAlerts } from '../api/get-alerts.ts';
import { useConnection } from '../events/connection.tsx';
import { AlertActs } from './alert-acts.tsx';
import classes from './shell.module.css';

/** What concerns every page: a lost connection, and critical alerts as long as they are open. */
export function Banners() {
  const connection = useConnection();
  const critical = (useAlerts().data ?? []).filter(
    (alert) => alert.level === 'critical' && !alert.resolvedAt,
  );
  const { ref, height } = useElementSize();
  const shown = connection === 'down' || critical.length > 0;
  // Other things that stay in view stand below.
  useEffect(() => {
    document.documentElement.style.setProperty('--banners-height', `${shown ? height : 0}px`);
  }, [shown, height]);
  if (!shown) return null;
  return (
    <Stack ref={ref} gap="xs" mb="lg" maw={1120} mx="auto" className={classes.banners}>
      {connection === 'down' && (
        <Alert
          role="status"
          color="yellow"
          icon={<IconPlugConnectedX size={18} aria-hidden />}
          title="Connection to Ringhouse lost"
        >
          What you see may be out of date. This page reconnects by itself. If only the connection is lost,
          calls in progress go on.
        </Alert>
      )}
      {critical.map((alert) => (
        <Alert key={alert.id} role="alert" color="red" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {alert.message} <AlertActs alert={alert} />
        </Alert>
      ))}
    </Stack>
  );
}

import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useRoute } from 'wouter';
import { useNow } from '../platform/use-now.ts';
import { clockTime } from '../ui/words.ts';
import classes from './practice.module.css';
import { usePractice } from './practice-context.tsx';

/** Opens the practice phone, for the tenant whose page is open; during a call it shows how long it has lasted. */
export function PracticeButton() {
  const { phone, open } = usePractice();
  const [, tenant] = useRoute('/tenants/:id/*?');
  const inCall = phone.phase === 'ringing' || phone.phase === 'connected';
  const now = useNow(inCall);
  const connectedMs = phone.phase === 'connected' ? phone.connectedMs : null;
  return (
    <Button
      size="sm"
      leftSection={<IconPhone size={16} aria-hidden />}
      classNames={{ root: classes.button, section: classes.icon }}
      variant={inCall ? 'light' : 'filled'}
      onClick={() => open(tenant ? Number(tenant.id) : undefined)}
      className="tabular"
    >
      <span className={classes.label}>Practice call</span>
      {inCall && (
        <span className={classes.time}>{connectedMs === null ? '…' : clockTime(now - connectedMs)}</span>
      )}
    </Button>
  );
}

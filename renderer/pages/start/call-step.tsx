import { Blockquote, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconPhone, IconUserPlus } from '@tabler/icons-react';
import { Link, useSearchParams } from 'wouter';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useTrades } from '../../api/get-trades.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Empty, Loaded, Loading } from '../../ui/states.tsx';
import classes from './start.module.css';

const GENERAL = ['What are your opening hours?', 'Can somebody call me back?', 'Thank you, goodbye.'];

/** The first practice call, with a few lines to say. */
export function CallStep() {
  const [params] = useSearchParams();
  const chosen = Number(params.get('tenant'));
  return (
    <Loaded query={useTenants()} what="The tenants" loading={<Loading rows={2} height={120} />}>
      {(tenants) => {
        const tenant = tenants.find(({ id }) => id === chosen) ?? tenants[0];
        if (tenant) return <Call tenant={tenant} trade={params.get('trade')} />;
        return (
          <Empty
            icon={<IconUserPlus size={24} />}
            title="There is nobody to call yet"
            action={
              <Button component={Link} href="/start/tenant">
                Make the first tenant
              </Button>
            }
          >
            One click makes a tenant from a trade template; its agent answers at once.
          </Empty>
        );
      }}
    </Loaded>
  );
}

function Call({ tenant, trade }: { tenant: TenantView; trade: string | null }) {
  const { phone, opened, open } = usePractice();
  const lines = useTrades().data?.find(({ id }) => id === trade)?.lines ?? GENERAL;
  const agentName = tenant.effective.agentName.value;
  const inCall = phone.phase !== 'idle';
  return (
    <Stack gap="lg">
      <Paper p={{ base: 'md', sm: 'xl' }}>
        <Stack gap="md">
          <Title order={2}>
            {agentName} answers for {tenant.businessName}
          </Title>
          <Text size="sm" c="dimmed">
            {opened
              ? 'Press Call in the practice phone. Then speak, or type if you have no microphone.'
              : 'Open the practice phone, then press Call. Speak, or type if you have no microphone.'}
          </Text>
          {!opened && (
            <Group>
              <Button
                size="md"
                leftSection={<IconPhone size={18} aria-hidden />}
                onClick={() => open(tenant.id)}
              >
                Call {agentName}
              </Button>
            </Group>
          )}
          <div>
            <Text size="sm" fw={600} mb={8} id="lines">
              Try one of these
            </Text>
            <ul className={classes.lines} aria-labelledby="lines">
              {lines.map((line) => (
                <li key={line}>
                  <Blockquote p="sm" className={classes.line}>
                    “{line}”
                  </Blockquote>
                </li>
              ))}
            </ul>
          </div>
          <Text size="sm" c="dimmed">
            What {agentName} knows of {tenant.businessName} are samples. Replace them under Knowledge before
            real callers ring.
          </Text>
        </Stack>
      </Paper>
      <Group>
        <Button
          component={Link}
          href="/start/connect"
          variant={inCall ? 'filled' : 'default'}
          rightSection={<IconArrowRight size={18} aria-hidden />}
        >
          Connect real calls
        </Button>
        <Button component={Link} href={`/tenants/${tenant.id}/knowledge`} variant="subtle">
          Look at this tenant
        </Button>
      </Group>
    </Stack>
  );
}

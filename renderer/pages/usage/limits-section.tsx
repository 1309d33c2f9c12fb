import { Stack, Text, Title } from '@mantine/core';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useUsageStanding } from '../../api/get-usage-standing.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { CapBars, hasCapBars } from './cap-bars.tsx';

interface LimitsSectionProps {
  tenants: readonly TenantView[];
  /** Shows those of one tenant alone. */
  only: number | null;
}

/** The limits that are set, of all tenants together and of each, with how much of them is used. */
export function LimitsSection({ tenants, only }: LimitsSectionProps) {
  const query = useUsageStanding();
  return (
    <Section
      title="Limits"
      lead="Days and months are those of each tenant’s time zone, of all together those of UTC. Practice calls count in money, not in minutes."
    >
      <Loaded query={query} what="The limits">
        {({ appliance, tenants: standings }) => {
          const limited = standings
            .filter(({ tenantId }) => only === null || tenantId === only)
            .filter(({ caps }) => hasCapBars(caps));
          const shared = only === null && hasCapBars(appliance.caps);
          if (limited.length === 0 && !shared)
            return (
              <Text size="sm" c="dimmed">
                No limits by day or month are set. Set them for all together in the{' '}
                <TextLink href="/settings/limits">settings</TextLink>, for each tenant under its rules and
                limits.
              </Text>
            );
          return (
            <Stack gap="lg">
              {shared && (
                <div>
                  <Title order={3} mb="xs">
                    All tenants together
                  </Title>
                  <CapBars {...appliance} of="all tenants" />
                </div>
              )}
              {limited.map(({ tenantId, caps, spent }) => {
                const name = tenants.find(({ id }) => id === tenantId)?.businessName ?? `Tenant ${tenantId}`;
                return (
                  <div key={tenantId}>
                    <Title order={3} mb="xs">
                      <TextLink href={`/tenants/${tenantId}/rules`}>{name}</TextLink>
                    </Title>
                    <CapBars caps={caps} spent={spent} of={name} />
                  </div>
                );
              })}
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}

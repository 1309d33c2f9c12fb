import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { z } from 'zod';
import type { TenantView, tenantVersionView } from '../../../server/contracts/tenant.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useVersions } from '../../api/get-versions.ts';
import { useRestoreVersion } from '../../api/restore-version.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { capital } from '../../ui/words.ts';
import { useTakeBack } from './use-take-back.ts';
import { ChangeList } from './versions/change-list.tsx';
import { CompareVersions } from './versions/compare-versions.tsx';
import classes from './versions.module.css';

type Version = z.infer<typeof tenantVersionView>;

/** Every change of the tenant: who, when, what; any two compared; and the way back. */
export function VersionsTab({ tenant }: { tenant: TenantView }) {
  const query = useVersions(tenant.id);
  const { ask, busy } = useRestore(tenant);
  return (
    <Loaded query={query} what="The versions">
      {(versions) => (
        <Stack gap="lg">
          {versions.length > 1 && <CompareVersions tenant={tenant} versions={versions} />}
          <Stack gap="sm" component="ol" className={classes.list} aria-label="Versions">
            {versions.map((version) => (
              <VersionCard
                key={version.version}
                version={version}
                zone={tenant.timeZone}
                current={version.version === tenant.version}
                busy={busy}
                onRestore={() => ask(version.version)}
              />
            ))}
          </Stack>
        </Stack>
      )}
    </Loaded>
  );
}

function useRestore(tenant: TenantView) {
  const restore = useRestoreVersion(tenant.id);
  const takeBack = useTakeBack(tenant.id);
  const ask = async (version: number) => {
    const sure = await confirm({
      title: `Restore version ${version}?`,
      text: 'The tenant becomes what it was then, numbers and status included. What you have now stays in this list.',
      confirm: 'Restore',
    });
    if (!sure) return;
    restore.mutate(version, {
      onSuccess: (after) =>
        sayWithUndo({
          message: `Version ${version} was restored.`,
          undo: () => takeBack({ to: tenant.version, from: after.version }),
          undone: `Version ${tenant.version} is back.`,
        }),
      onError: (error) => sayFailed(`Version ${version} could not be restored`, error),
    });
  };
  return { ask, busy: restore.isPending };
}

interface VersionCardProps {
  version: Version;
  zone: string;
  current: boolean;
  busy: boolean;
  onRestore(): void;
}

function VersionCard({ version, zone, current, busy, onRestore }: VersionCardProps) {
  const first = version.version === 1;
  return (
    <Paper component="li" p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3">
            Version {version.version}
            {current && ' (now)'}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {first ? 'Created' : 'Changed'} <Moment iso={version.at} zone={zone} /> by {capital(version.by)}
          </Text>
        </div>
        {!current && (
          <Button
            variant="default"
            size="xs"
            disabled={busy}
            onClick={onRestore}
            aria-label={`Restore version ${version.version}`}
          >
            Restore
          </Button>
        )}
      </Group>
      {version.copiedFrom && <CopiedFrom {...version.copiedFrom} />}
      {!first && (
        <div className={classes.changes}>
          <ChangeList changes={version.changes} />
        </div>
      )}
    </Paper>
  );
}

function CopiedFrom({ tenantId, version }: NonNullable<Version['copiedFrom']>) {
  const source = useTenants().data?.find(({ id }) => id === tenantId);
  return (
    <Text size="sm" mt="xs">
      Copied from version {version} of{' '}
      {source ? (
        <TextLink href={`/tenants/${tenantId}/versions`}>{source.businessName}</TextLink>
      ) : (
        `tenant ${tenantId}, which is gone`
      )}
      : the agent and what it knew.
    </Text>
  );
}

import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { z } from 'zod';
import type { TenantView, tenantVersionView } from '../../../server/contracts/tenant.ts';
import { useSliders } from '../../api/get-sliders.ts';
import { useVersions } from '../../api/get-versions.ts';
import { useRestoreVersion } from '../../api/restore-version.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { Loaded } from '../../ui/states.tsx';
import { capital } from '../../ui/words.ts';
import { pathWords, valueWords } from './change-words.ts';
import classes from './versions.module.css';

type Version = z.infer<typeof tenantVersionView>;

/** Every change of the tenant: who, when, what; and the way back. */
export function VersionsTab({ tenant }: { tenant: TenantView }) {
  const query = useVersions(tenant.id);
  const restore = useRestoreVersion(tenant.id);
  const ask = async ({ version }: Version) => {
    const sure = await confirm({
      title: `Restore version ${version}?`,
      text: 'The tenant becomes what it was then, numbers and status included. What you have now stays in this list.',
      confirm: 'Restore',
    });
    if (!sure) return;
    restore.mutate(version, {
      onSuccess: () => say(`Version ${version} was restored.`),
      onError: (error) => sayFailed(`Version ${version} could not be restored`, error),
    });
  };
  return (
    <Loaded query={query} what="The versions">
      {(versions) => (
        <Stack gap="sm" component="ol" className={classes.list} aria-label="Versions">
          {versions.map((version) => (
            <VersionCard
              key={version.version}
              version={version}
              current={version.version === tenant.version}
              busy={restore.isPending}
              onRestore={() => ask(version)}
            />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

interface VersionCardProps {
  version: Version;
  current: boolean;
  busy: boolean;
  onRestore(): void;
}

function VersionCard({ version, current, busy, onRestore }: VersionCardProps) {
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
            {first ? 'Created' : 'Changed'} <Moment iso={version.at} /> by {capital(version.by)}
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
      {!first && <Changes version={version} />}
    </Paper>
  );
}

function Changes({ version }: { version: Version }) {
  const titles = new Map<string, string>(
    (useSliders().data ?? []).map(({ slider, title }) => [slider, title]),
  );
  return (
    <dl className={classes.changes}>
      {version.changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{pathWords(path, titles)}</dt>
          <dd>
            <del>{valueWords(before, path)}</del>
            <IconArrowRight size={13} aria-label="became" className={classes.arrow} />
            <ins>{valueWords(after, path)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

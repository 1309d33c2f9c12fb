import { Alert, Anchor, Button, Checkbox, Group, PasswordInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { type BundleReady, passphrase as phrase } from '../../../server/contracts/bundle.ts';
import { messageOf } from '../../api/client.ts';
import { useExportTenant } from '../../api/export-tenant.ts';
import { bundleFileUrl, useBundles } from '../../api/get-bundles.ts';
import { useTaskOn } from '../../api/get-tasks.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { say } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { dateTime } from '../../ui/zones.ts';
import classes from './data.module.css';
import { sizeWords } from './data-words.ts';
import { DiscardButton } from './discard-button.tsx';

/** Writing one tenant into an encrypted file. The tenant stands in the address. */
export function ExportSection() {
  const [search, setSearch] = useSearchParams();
  const tenants = useTenants();
  const begin = useExportTenant();
  const tenantId = search.get('tenant');
  const begun = begin.data;
  return (
    <Section
      title="Export a tenant"
      lead="Settings, versions, knowledge, memories, calls, messages, receipts of forgotten callers and the tenant’s own secrets, in one encrypted file. Your keys are never in it, nor are drafts."
    >
      <Loaded query={tenants} what="The tenants">
        {(list) => (
          <>
            <Select
              label="Tenant"
              allowDeselect={false}
              placeholder={list.length === 0 ? 'There are no tenants yet' : 'Choose a tenant'}
              data={list.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
              value={tenantId}
              onChange={(next) => setSearch(next === null ? {} : { tenant: next })}
              searchable
              disabled={list.length === 0}
            />
            {tenantId !== null && (
              // Begun, it is emptied: the passphrase stays no longer than it is needed.
              <ExportForm key={`${tenantId} ${begun?.id}`} tenantId={Number(tenantId)} begin={begin} />
            )}
          </>
        )}
      </Loaded>
      {begun && <Making key={begun.id} taskId={begun.task.id} />}
      <Exported begunId={begun?.id ?? null} />
    </Section>
  );
}

interface ExportFormProps {
  tenantId: number;
  begin: ReturnType<typeof useExportTenant>;
}

function ExportForm({ tenantId, begin }: ExportFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [withRecordings, setWithRecordings] = useState(false);
  const tooShort = passphrase !== '' && !phrase.safeParse(passphrase).success;
  const differs = again !== '' && again !== passphrase;
  const isReady = passphrase !== '' && !tooShort && again === passphrase;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) begin.mutate({ tenantId, passphrase, withRecordings });
      }}
    >
      <Stack gap="sm">
        {begin.error && (
          <Alert role="alert" color="red">
            {messageOf(begin.error)}
          </Alert>
        )}
        <PasswordInput
          label="Passphrase"
          description="At least 10 characters. Without it nobody can open the file, and nobody can find it again."
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={tooShort ? 'Use at least 10 characters.' : undefined}
          autoComplete="new-password"
        />
        <PasswordInput
          label="The same once more"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={differs ? 'This differs from the passphrase above.' : undefined}
          autoComplete="new-password"
        />
        <Group justify="space-between" gap="sm">
          <Checkbox
            label="With the recordings of calls"
            checked={withRecordings}
            onChange={(event) => setWithRecordings(event.currentTarget.checked)}
          />
          <Button type="submit" disabled={!isReady} loading={begin.isPending}>
            Export
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Making({ taskId }: { taskId: string }) {
  return <TaskProgress id={taskId} onDone={() => say('The bundle is ready to be downloaded.')} />;
}

/** Bundles that were exported and wait to be downloaded. How far the one is that was begun here is shown above. */
function Exported({ begunId }: { begunId: string | null }) {
  const query = useBundles();
  return (
    <Loaded query={query} what="The bundles that are ready" loading={null}>
      {({ exported }) => {
        const shown = exported.filter(({ id, ready }) => ready || id !== begunId);
        if (shown.length === 0) return null;
        return (
          <div>
            <Text fw={600} size="sm">
              Exported bundles
            </Text>
            <ul className={classes.list} aria-label="Exported bundles">
              {shown.map((bundle) => (
                <li key={bundle.id} className={classes.entry}>
                  {bundle.ready ? <Ready bundle={bundle} /> : <BegunBefore id={bundle.id} />}
                </li>
              ))}
            </ul>
          </div>
        );
      }}
    </Loaded>
  );
}

function BegunBefore({ id }: { id: string }) {
  const [taskId] = useTaskOn(id);
  return taskId === null ? <Text size="sm">A bundle is being made.</Text> : <Making taskId={taskId} />;
}

function Ready({ bundle: { id, fileName, sizeBytes, keptUntil } }: { bundle: BundleReady }) {
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} className={classes.words}>
        <Anchor href={bundleFileUrl(id)} download={fileName} fw={600} size="sm" className={classes.name}>
          Download {fileName}
        </Anchor>
        <Text size="sm" c="dimmed">
          {sizeWords(sizeBytes)}, encrypted
          {keptUntil !== null && `; kept here until ${dateTime(keptUntil)}`}
        </Text>
      </Stack>
      <DiscardButton kind="bundles" id={id} what={fileName} />
    </Group>
  );
}

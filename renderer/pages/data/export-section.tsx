import { Alert, Anchor, Button, Checkbox, Group, PasswordInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { passphrase as phrase } from '../../../server/contracts/bundle.ts';
import { messageOf } from '../../api/client.ts';
import { useExportTenant } from '../../api/export-tenant.ts';
import { bundleFileUrl, useBundle } from '../../api/get-bundle.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { sizeWords } from './data-words.ts';

/** Writing one tenant into an encrypted file. The tenant stands in the address. */
export function ExportSection() {
  const [search, setSearch] = useSearchParams();
  const tenants = useTenants();
  const tenantId = search.get('tenant');
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
            {tenantId !== null && <ExportForm key={tenantId} tenantId={Number(tenantId)} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function ExportForm({ tenantId }: { tenantId: number }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [withRecordings, setWithRecordings] = useState(false);
  const [done, setDone] = useState(false);
  const [failed, setFailed] = useState(false);
  const begin = useExportTenant();
  const tooShort = passphrase !== '' && !phrase.safeParse(passphrase).success;
  const differs = again !== '' && again !== passphrase;
  const isReady = passphrase !== '' && !tooShort && again === passphrase;
  const started = begin.data;
  if (started && !failed)
    return done ? (
      <Download id={started.id} />
    ) : (
      <TaskProgress id={started.task.id} onDone={() => setDone(true)} onFailed={() => setFailed(true)} />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setFailed(false);
        if (isReady) begin.mutate({ tenantId, passphrase, withRecordings });
      }}
    >
      <Stack gap="sm">
        {started && failed && <TaskProgress id={started.task.id} onDone={() => setDone(true)} />}
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

function Download({ id }: { id: string }) {
  const query = useBundle(id, true);
  return (
    <Loaded query={query} what="The bundle">
      {({ fileName, sizeBytes }) => (
        <Alert color="teal">
          <Stack gap="xs" align="flex-start">
            <Text fw={600} size="sm">
              The bundle is ready
            </Text>
            <Anchor href={bundleFileUrl(id)} download={fileName} fw={600}>
              Download {fileName}
            </Anchor>
            <Text size="sm">{sizeWords(sizeBytes)}. It is kept here for an hour.</Text>
          </Stack>
        </Alert>
      )}
    </Loaded>
  );
}

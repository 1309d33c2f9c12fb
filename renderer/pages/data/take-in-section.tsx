import { Alert, Button, FileButton, Group, List, PasswordInput, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { BundleCheck, BundleUpload } from '../../../server/contracts/bundle.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { useBundleUpload } from '../../api/get-bundle-upload.ts';
import { useBundles } from '../../api/get-bundles.ts';
import { useTask, useTaskOn } from '../../api/get-tasks.ts';
import { keys } from '../../api/keys.ts';
import { useUploadBundle } from '../../api/upload-bundle.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { dateTime } from '../../ui/zones.ts';
import classes from './data.module.css';
import { countWords, sizeWords } from './data-words.ts';
import { DiscardButton } from './discard-button.tsx';

/** Taking in a tenant from an encrypted file: upload, a check with its passphrase, then the tenant. */
export function TakeInSection() {
  const [search, setSearch] = useSearchParams();
  const id = search.get('upload');
  const upload = useUploadBundle();
  const take = (file: File | null) => {
    if (file) upload.mutate(file, { onSuccess: (one) => setSearch({ upload: one.id }) });
  };
  return (
    <Section
      title="Import a tenant"
      lead="From a bundle that was exported here or elsewhere. It becomes a new tenant; nothing that is here is changed."
      actions={
        <FileButton onChange={take}>
          {(props) => (
            <Button
              {...props}
              variant={id === null ? 'filled' : 'default'}
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={upload.isPending}
            >
              {id === null ? 'Choose a bundle' : 'Choose another'}
            </Button>
          )}
        </FileButton>
      }
    >
      {upload.error && (
        <Alert role="alert" color="red">
          {messageOf(upload.error)}
        </Alert>
      )}
      {id !== null && <Opened key={id} id={id} />}
      <Waiting openedId={id} onOpen={(next) => setSearch(next === null ? {} : { upload: next })} />
    </Section>
  );
}

interface WaitingProps {
  /** The one that is open above. */
  openedId: string | null;
  /** `null`: none is open any more. */
  onOpen(id: string | null): void;
}

/** Bundles that were uploaded, and no tenant was made of yet. */
function Waiting({ openedId, onOpen }: WaitingProps) {
  const query = useBundles();
  return (
    <Loaded query={query} what="The bundles that were uploaded" loading={null}>
      {({ uploaded }) =>
        uploaded.length > 0 && (
          <div>
            <Text fw={600} size="sm">
              Uploaded bundles
            </Text>
            <ul className={classes.list} aria-label="Uploaded bundles">
              {uploaded.map(({ id, sizeBytes, check }) => {
                const what = check ? `the bundle of ${check.about.businessName}` : 'the bundle';
                return (
                  <li key={id} className={classes.entry}>
                    <Group justify="space-between" gap="sm">
                      <Text size="sm" className={classes.words}>
                        {check ? check.about.businessName : 'A bundle that was not opened yet'},{' '}
                        {sizeWords(sizeBytes)}
                      </Text>
                      <Group gap="xs">
                        {id !== openedId && (
                          <Button
                            size="xs"
                            variant="light"
                            onClick={() => onOpen(id)}
                            aria-label={`Go on with ${what}`}
                          >
                            Go on
                          </Button>
                        )}
                        <DiscardButton
                          kind="bundle-uploads"
                          id={id}
                          what={what}
                          onDiscarded={() => id === openedId && onOpen(null)}
                        />
                      </Group>
                    </Group>
                  </li>
                );
              })}
            </ul>
          </div>
        )
      }
    </Loaded>
  );
}

function Opened({ id }: { id: string }) {
  const query = useBundleUpload(id);
  return (
    <Loaded query={query} what="The bundle">
      {(upload) =>
        upload.tenantId === null ? (
          <Steps upload={upload} />
        ) : (
          <Alert color="teal">
            <Text fw={600} size="sm">
              The tenant was imported
            </Text>
            <TextLink href={`/tenants/${upload.tenantId}`}>
              {upload.check?.about.businessName ?? 'To the tenant'}
            </TextLink>
          </Alert>
        )
      }
    </Loaded>
  );
}

function Steps({ upload }: { upload: BundleUpload }) {
  const [passphrase, setPassphrase] = useState('');
  const [taskId, setTaskId] = useTaskOn(upload.id);
  const isBusy = useTask(taskId)?.state === 'running';
  const begin = useBeginTask();
  const client = useQueryClient();
  const path = `/api/bundle-uploads/${upload.id}`;
  const start = (what: 'check' | 'import') =>
    begin.mutate({ path: `${path}/${what}`, body: { passphrase } }, { onSuccess: ({ id }) => setTaskId(id) });
  const take = async ({ about, phoneNumbers }: BundleCheck) => {
    const sure = await confirm({
      title: `Import ${about.businessName}?`,
      text: `A new tenant is made${phoneNumbers.length > 0 ? `, and ${phoneNumbers.join(', ')} will be answered by it` : ' without phone numbers'}.`,
      confirm: 'Import',
    });
    if (sure) start('import');
  };
  const ended = () => void client.invalidateQueries({ queryKey: keys.bundleUpload(upload.id) });
  const { check } = upload;
  return (
    <Stack gap="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') start('check');
        }}
      >
        <Group align="flex-end" gap="sm">
          <PasswordInput
            label="Passphrase of the bundle"
            description={`${sizeWords(upload.sizeBytes)}, encrypted`}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="off"
            style={{ flex: '1 1 240px' }}
          />
          <Button
            type="submit"
            variant={check ? 'default' : 'filled'}
            disabled={passphrase === '' || isBusy}
            loading={begin.isPending}
          >
            {check ? 'Check again' : 'Check the bundle'}
          </Button>
        </Group>
      </form>
      {begin.error && (
        <Alert role="alert" color="red">
          {messageOf(begin.error)}
        </Alert>
      )}
      {taskId !== null && <TaskProgress key={taskId} id={taskId} onDone={ended} onFailed={ended} />}
      {check && (
        <>
          <Holds check={check} />
          <Group justify="flex-end">
            <Button onClick={() => void take(check)} disabled={passphrase === '' || isBusy}>
              Import {check.about.businessName}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Holds({ check }: { check: BundleCheck }) {
  const { about, phoneNumbers, takenNumbers, secrets, notes } = check;
  const counts = [
    countWords(check.callers, 'remembered caller'),
    countWords(check.calls, 'call'),
    countWords(check.messages, 'message'),
    countWords(check.knowledge, 'piece of knowledge', 'pieces of knowledge'),
    countWords(check.versions, 'version'),
    about.withRecordings ? countWords(check.recordings, 'recording') : 'no recordings',
  ];
  return (
    <div>
      <Text fw={600}>{about.businessName}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        Exported {dateTime(about.at)} by version {about.version}
      </Text>
      <List size="sm" spacing={4}>
        <List.Item>{counts.join(', ')}</List.Item>
        <List.Item>
          {phoneNumbers.length > 0 ? `Lines: ${phoneNumbers.join(', ')}` : 'No phone numbers'}
        </List.Item>
        {takenNumbers.map(({ phoneNumber, businessName }) => (
          <List.Item key={phoneNumber}>
            {phoneNumber} is left out: it is {businessName}’s here.
          </List.Item>
        ))}
        {secrets.length > 0 && <List.Item>The tenant’s own secrets: {secrets.join(', ')}</List.Item>}
        {check.receipts > 0 && (
          <List.Item>{countWords(check.receipts, 'receipt')} of forgotten callers, kept as proof</List.Item>
        )}
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </div>
  );
}

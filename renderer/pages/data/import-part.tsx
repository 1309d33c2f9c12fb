import { Alert, Anchor, Button, FileButton, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconFileImport, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { ImportState } from '../../../server/contracts/import.ts';
import { useAddImportFiles } from '../../api/add-import-files.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { useImport } from '../../api/get-import.ts';
import { useTaskOn } from '../../api/get-tasks.ts';
import { keys } from '../../api/keys.ts';
import { useRemoveImportFile } from '../../api/remove-import-file.ts';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import classes from './data.module.css';
import { sizeWords } from './data-words.ts';
import { ImportPlanView } from './import-plan.tsx';

/** Tenants from the old system or a spreadsheet: files, a dry run, then what is done. The import stands in the address. */
export function ImportPart() {
  const [search, setSearch] = useSearchParams();
  const id = search.get('import');
  const open = (next: string | null) => setSearch(next === null ? {} : { import: next });
  return (
    <Stack gap="lg">
      {id === null ? (
        <FilesSection state={null} onBegun={open} />
      ) : (
        <OpenImport id={id} onLeave={() => open(null)} />
      )}
      {id === null && <FormatsSection />}
    </Stack>
  );
}

function OpenImport({ id, onLeave }: { id: string; onLeave(): void }) {
  const query = useImport(id);
  return (
    <>
      <Loaded query={query} what="This import">
        {(state) => (
          <>
            {(state.applied === null || state.files.length > 0) && (
              <FilesSection state={state} onBegun={() => undefined} />
            )}
            {state.plan && <ImportPlanView state={state} plan={state.plan} />}
          </>
        )}
      </Loaded>
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onLeave}>
          Begin with other files
        </Button>
      </Group>
    </>
  );
}

function FilesSection({ state, onBegun }: { state: ImportState | null; onBegun(id: string): void }) {
  const add = useAddImportFiles();
  const [taskId, setTaskId] = useTaskOn(state?.id ?? null);
  const begin = useBeginTask();
  const client = useQueryClient();
  const take = (files: File[]) => {
    if (files.length > 0)
      add.mutate({ id: state?.id ?? null, files }, { onSuccess: (added) => onBegun(added.id) });
  };
  const check = () => {
    if (state)
      begin.mutate({ path: `/api/imports/${state.id}/check` }, { onSuccess: ({ id }) => setTaskId(id) });
  };
  const problem = add.error ?? begin.error;
  return (
    <Section
      title="1. Files"
      lead="Any of the old system’s tables, or a spreadsheet of tenants saved as CSV. JSON or CSV, 50 MB together."
      actions={
        <FileButton multiple accept=".csv,.json,.jsonl,.ndjson,.txt,.tsv" onChange={take}>
          {(props) => (
            <Button
              {...props}
              variant={state ? 'default' : 'filled'}
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={add.isPending}
            >
              {state ? 'Add files' : 'Choose files'}
            </Button>
          )}
        </FileButton>
      }
    >
      {problem && (
        <Alert role="alert" color="red">
          {messageOf(problem)}
        </Alert>
      )}
      {add.isPending && <Loader size="sm" aria-label="Uploading" />}
      {state && state.files.length > 0 && <Files state={state} />}
      {taskId !== null && (
        <TaskProgress
          id={taskId}
          onDone={() => {
            setTaskId(null);
            if (state) void client.invalidateQueries({ queryKey: keys.import(state.id) });
          }}
        />
      )}
      {state && (
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed">
            A dry run: nothing is written by it.
          </Text>
          <Button
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={check}
            loading={begin.isPending}
            disabled={state.files.length === 0}
            variant={state.plan ? 'default' : 'filled'}
          >
            {state.plan ? 'Check again' : 'Check the files'}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Files({ state }: { state: ImportState }) {
  const remove = useRemoveImportFile(state.id);
  return (
    <ul className={classes.list} aria-label="Files">
      {state.files.map(({ name, sizeBytes }) => (
        <li key={name} className={classes.entry}>
          <Group justify="space-between" gap="sm">
            <Text size="sm" className={classes.name}>
              {name}{' '}
              <Text span c="dimmed" size="sm">
                {sizeWords(sizeBytes)}
              </Text>
            </Text>
            <RemoveButton what={name} onRemove={() => remove.mutate(name)} />
          </Group>
        </li>
      ))}
    </ul>
  );
}

function FormatsSection() {
  return (
    <Section
      title="What can be imported"
      actions={
        <Anchor href="/api/imports/template.csv" download="tenants.csv" size="sm">
          Download a template for spreadsheets
        </Anchor>
      }
    >
      <List size="sm" spacing={6}>
        <List.Item>
          <b>From the old system:</b> dumps of customers, customer_configurations, customer_usage, memories
          and the admin settings, in any combination, one table a file or several in one.
        </List.Item>
        <List.Item>
          <b>From a spreadsheet:</b> one tenant a line; columns such as business name, contact name, email,
          lines, time zone, voice, greeting. The order does not matter.
        </List.Item>
        <List.Item>
          Tenants that are here already stay as they are, so the same files can be imported twice. Passwords
          are never brought over.
        </List.Item>
      </List>
    </Section>
  );
}

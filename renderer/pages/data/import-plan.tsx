import { Accordion, Alert, Anchor, Badge, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  ImportApplied,
  ImportPlan,
  ImportState,
  ImportTenantPlan,
} from '../../../server/contracts/import.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { importReportUrl } from '../../api/get-import.ts';
import { useTaskOn } from '../../api/get-tasks.ts';
import { keys } from '../../api/keys.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/section.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './data.module.css';
import { countWords } from './data-words.ts';
import { NoteList } from './note-list.tsx';

const MOST_SHOWN = 200;

/** What the dry run found, and the way to do it; afterwards what was done. */
export function ImportPlanView({ state, plan }: { state: ImportState; plan: ImportPlan }) {
  return (
    <>
      <Section
        title={state.applied ? 'What was in the files' : '2. What would happen'}
        lead={summary(plan, state.applied !== null)}
        actions={
          <Anchor href={importReportUrl(state.id)} download="import-report.csv" size="sm">
            Download the report
          </Anchor>
        }
      >
        <FileProblems plan={plan} />
        {plan.tenants.length > 0 && <TenantList tenants={plan.tenants} />}
        {plan.notes.length > 0 && (
          <div>
            <Text fw={600} size="sm" mb={4}>
              Belongs to no tenant
            </Text>
            <NoteList notes={plan.notes} label="What belongs to no tenant" />
          </div>
        )}
        {plan.defaults && plan.defaults.notes.length > 0 && (
          <div>
            <Text fw={600} size="sm" mb={4}>
              Of the admin settings
            </Text>
            <NoteList notes={plan.defaults.notes} label="Notes on the admin settings" />
          </div>
        )}
      </Section>
      {state.applied ? <Done applied={state.applied} /> : <ApplySection state={state} plan={plan} />}
    </>
  );
}

/** What would be made; of an import that was applied, what was to be. */
function summary({ tenants }: ImportPlan, isApplied: boolean): string {
  const of = (outcome: ImportTenantPlan['outcome']) =>
    tenants.filter((one) => one.outcome === outcome).length;
  const would = isApplied ? `${of('create') === 1 ? 'was' : 'were'} to be made` : 'would be made';
  const is = { one: isApplied ? 'was' : 'is', many: isApplied ? 'were' : 'are' };
  const parts = [
    `${countWords(of('create'), 'tenant')} ${would}`,
    of('exists') > 0 && `${of('exists')} ${of('exists') === 1 ? is.one : is.many} here already`,
    of('refused') > 0 && `${of('refused')} can’t be made`,
  ];
  return `${parts.filter((part) => part !== false).join(', ')}.${isApplied ? '' : ' Nothing has been written.'}`;
}

function FileProblems({ plan }: { plan: ImportPlan }) {
  return plan.files.map(({ name, problem, tables }) =>
    problem !== null ? (
      <Alert key={name} role="alert" color="red" title={`${name} can’t be used`}>
        {problem}
      </Alert>
    ) : (
      <Text key={name} size="sm">
        <b className={classes.name}>{name}</b>:{' '}
        {tables
          .map(({ table, rows }) => `${countWords(rows, 'row')} of ${table.replaceAll('_', ' ')}`)
          .join(', ')}
      </Text>
    ),
  );
}

const OUTCOMES: Record<ImportTenantPlan['outcome'], { label: string; color: string }> = {
  create: { label: 'New', color: 'teal.9' },
  exists: { label: 'Here already', color: 'gray.7' },
  refused: { label: 'Can’t be made', color: 'red.9' },
};

function TenantList({ tenants }: { tenants: ImportTenantPlan[] }) {
  // What needs a look comes first.
  const sorted = tenants.toSorted(
    (a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'),
  );
  const more = tenants.length - MOST_SHOWN;
  return (
    <Stack gap="xs">
      <Accordion variant="separated" order={3}>
        {sorted.slice(0, MOST_SHOWN).map((tenant, index) => (
          <Accordion.Item key={tenant.place} value={`tenant-${index}`}>
            <Accordion.Control>
              <TenantLine tenant={tenant} />
            </Accordion.Control>
            <Accordion.Panel>
              {tenant.notes.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {tenant.outcome === 'create'
                    ? 'Everything is taken over as it is.'
                    : 'Nothing else is to be said of it.'}
                </Text>
              ) : (
                <NoteList notes={tenant.notes} label={`Notes on ${tenant.businessName}`} />
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {more > 0 && <Text size="sm">And {countWords(more, 'more tenant')}: the report has all of them.</Text>}
    </Stack>
  );
}

function TenantLine({ tenant }: { tenant: ImportTenantPlan }) {
  const { label, color } = OUTCOMES[tenant.outcome];
  const facts = [
    tenant.phoneNumbers.join(', '),
    tenant.callers > 0 && countWords(tenant.callers, 'caller'),
    tenant.notes.length > 0 && countWords(tenant.notes.length, 'note'),
    tenant.place,
  ];
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge color={color}>{label}</Badge>
        <Text fw={600} size="sm" className={classes.name}>
          {tenant.businessName}
        </Text>
        <Text size="sm" c="dimmed" className={classes.name}>
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </Group>
      {tenant.reason !== null && <Text size="sm">{tenant.reason}</Text>}
    </Stack>
  );
}

function ApplySection({ state, plan }: { state: ImportState; plan: ImportPlan }) {
  const [taskId, setTaskId] = useTaskOn(`${state.id}/apply`);
  const [defaults, setDefaults] = useState(false);
  const begin = useBeginTask();
  const client = useQueryClient();
  const fresh = plan.tenants.filter(({ outcome }) => outcome === 'create').length;
  const known = plan.tenants.filter(({ outcome, callers }) => outcome === 'exists' && callers > 0).length;
  const fields = plan.defaults?.fields ?? [];
  const canApply = fresh + known > 0 || defaults;
  const refresh = () => client.invalidateQueries({ queryKey: keys.import(state.id) });
  const apply = async () => {
    const sure = await confirm({
      title: 'Import this?',
      text: `${countWords(fresh, 'tenant')} will be made${defaults ? ', and your defaults changed' : ''}. Each is made whole or not at all.`,
      confirm: 'Import',
    });
    if (sure)
      begin.mutate(
        { path: `/api/imports/${state.id}/apply`, body: { defaults } },
        { onSuccess: ({ id }) => setTaskId(id) },
      );
  };
  return (
    <Section title="3. Import" lead="Tenant by tenant; each is made whole or not at all.">
      {fields.length > 0 && (
        <Checkbox
          label="Also take over the old admin settings as defaults"
          description={`Changes for every tenant that has none of its own: ${fields.join(', ')}`}
          checked={defaults}
          onChange={(event) => setDefaults(event.currentTarget.checked)}
        />
      )}
      {begin.error && (
        <Alert role="alert" color="red">
          {messageOf(begin.error)}
        </Alert>
      )}
      {taskId !== null && (
        <TaskProgress id={taskId} onDone={() => void refresh()} onFailed={() => void refresh()} />
      )}
      <Group justify="flex-end" gap="sm">
        {!canApply && (
          <Text size="sm" c="dimmed">
            {whyNothing(plan)}
          </Text>
        )}
        <Button
          onClick={() => void apply()}
          loading={begin.isPending || taskId !== null}
          disabled={!canApply}
        >
          {fresh > 0 ? `Import ${countWords(fresh, 'tenant')}` : 'Import'}
        </Button>
      </Group>
    </Section>
  );
}

/** Why there is nothing to import, and what to do. */
function whyNothing({ tenants, defaults }: ImportPlan): string {
  if (defaults && defaults.fields.length > 0) return 'Only the old admin settings can be imported.';
  if (tenants.length > 0 && tenants.every(({ outcome }) => outcome === 'exists'))
    return 'All of it is here already.';
  return 'Nothing of it can be imported. Correct the files, add them again and check them.';
}

function Done({ applied }: { applied: ImportApplied }) {
  const { created, skipped, failed, defaults, problem } = applied;
  return (
    <Section title="What was done" lead={defaults ? 'The defaults were changed too.' : undefined}>
      {problem !== null && (
        <Alert role="alert" color="red" title="It did not go on to the end">
          {problem}
        </Alert>
      )}
      {(problem !== null || failed.length > 0) && (
        <Text size="sm">
          To try again, check the files above once more. What was made stays, and is not made twice.
        </Text>
      )}
      {failed.map(({ businessName, problem }) => (
        <Alert key={businessName} role="alert" color="red" title={`${businessName} was not made`}>
          {problem}
        </Alert>
      ))}
      <ul className={classes.list} aria-label="Imported tenants">
        {created.map(({ tenantId, businessName, callers }) => (
          <li key={tenantId} className={classes.entry}>
            <TextLink href={`/tenants/${tenantId}`}>{businessName}</TextLink>
            <Text size="sm" c="dimmed">
              Made, with {countWords(callers, 'remembered caller')}
            </Text>
          </li>
        ))}
        {skipped.map(({ tenantId, businessName, callers }) => (
          <li key={tenantId} className={classes.entry}>
            <TextLink href={`/tenants/${tenantId}`}>{businessName}</TextLink>
            <Text size="sm" c="dimmed">
              Was here already{callers > 0 ? `; ${countWords(callers, 'caller')} added` : ''}
            </Text>
          </li>
        ))}
      </ul>
      {created.length + skipped.length + failed.length === 0 && <Text size="sm">No tenant was made.</Text>}
    </Section>
  );
}

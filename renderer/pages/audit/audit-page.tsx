import { Button, Group, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import { useAudit } from '../../api/get-audit.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { MoreOnScroll } from '../../ui/more-on-scroll.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { TenantSelect } from '../../ui/tenant-select.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { type AuditChoice, addressOf, choiceFrom, queryOf } from './audit-filter.ts';
import { AuditList } from './audit-list.tsx';
import { KINDS } from './audit-words.ts';
import { VerifySection } from './verify-section.tsx';

/** Who did what, from the newest back, and whether it is as it was written. */
export default function AuditPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const choice = choiceFrom(params);
  const query = useAudit(queryOf(choice), choice.at === null ? null : choice.at + 1);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const tenants = useTenants().data ?? [];
  const newest = entries[0]?.sequence ?? null;
  return (
    <Page
      title="Audit log"
      lead="Everything that was changed, listened to or taken out through this panel: who, when, what and to whom. Numbers and words of callers are never in it."
      actions={<Export query={queryOf(choice)} />}
    >
      <VerifySection atOnce={params.has('verify')} entries={choice.at === null ? newest : null} />
      <Filters choice={choice} onChange={(next) => navigate(addressOf(next), { replace: true })} />
      {choice.at !== null && (
        <Text size="sm">
          From entry {choice.at} back.{' '}
          <TextLink href={addressOf({ ...choice, at: null })}>Show the newest</TextLink>
        </Text>
      )}
      <Loaded query={query} what="The audit log">
        {() =>
          entries.length === 0 && !query.hasNextPage ? (
            <NoEntries filtered={params.size > 0} />
          ) : (
            <Stack gap="md">
              <AuditList entries={entries} tenants={tenants} />
              <MoreOnScroll query={query} what="earlier entries" />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function Export({ query }: { query: string }) {
  const file = (ending: 'csv' | 'json'): string =>
    `/api/audit/export.${ending}${query === '' ? '' : `?${query}`}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What is chosen below</Menu.Label>
        <Menu.Item component="a" href={file('csv')} download>
          As CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={file('json')} download>
          As JSON, with every fingerprint
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FiltersProps {
  choice: AuditChoice;
  onChange(choice: AuditChoice): void;
}

function Filters({ choice, onChange }: FiltersProps) {
  const tenants = useTenants().data ?? [];
  const change = (part: Partial<AuditChoice>): void => onChange({ ...choice, at: null, ...part });
  return (
    <Group gap="sm" align="flex-end">
      <TenantSelect
        label="Tenant"
        tenants={tenants}
        value={choice.tenantId}
        onChange={(tenantId) => change({ tenantId })}
      />
      <Select
        label="What"
        placeholder="Everything"
        clearable
        clearButtonProps={{ 'aria-label': 'Show everything' }}
        searchable
        w={200}
        data={[...KINDS]}
        value={choice.action}
        onChange={(action) => change({ action })}
      />
      <TextInput
        type="date"
        label="From"
        value={choice.fromDay}
        onChange={(event) => change({ fromDay: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Until"
        value={choice.toDay}
        onChange={(event) => change({ toDay: event.currentTarget.value })}
      />
    </Group>
  );
}

function NoEntries({ filtered }: { filtered: boolean }) {
  return (
    <Empty icon={<IconShieldCheck size={24} />} title={filtered ? 'No entry fits' : 'Nothing was done yet'}>
      {filtered ? (
        <>
          Choose fewer things above, or <TextLink href="/audit">show everything</TextLink>.
        </>
      ) : (
        'What you and others change from now on is kept here, entry by entry.'
      )}
    </Empty>
  );
}

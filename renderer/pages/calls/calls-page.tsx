import { Button, Center, Select, Stack } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import { useCalls } from '../../api/get-calls.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { CallsTable } from './calls-table.tsx';
import { MonthFigures } from './month-figures.tsx';

/** The history of calls, of all tenants or of one. */
export default function CallsPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const tenantId = Number(params.get('tenant')) || null;
  const tenants = useTenants().data ?? [];
  const query = useCalls(tenantId);
  return (
    <Page
      title="Calls"
      lead="Every call with its transcript, newest first."
      actions={
        <Select
          aria-label="Tenant"
          placeholder="All tenants"
          clearable
          searchable
          w={220}
          data={tenants.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
          value={tenantId === null ? null : String(tenantId)}
          onChange={(id) => navigate(id === null ? '/calls' : `/calls?tenant=${id}`)}
        />
      }
    >
      <MonthFigures tenantId={tenantId} />
      <Loaded query={query} what="The calls">
        {({ pages }) => {
          const calls = pages.flatMap((page) => page.calls);
          if (calls.length === 0) return <NoCalls filtered={tenantId !== null} tenantId={tenantId} />;
          return (
            <Stack gap="md">
              <CallsTable calls={calls} tenants={tenants} />
              {query.hasNextPage && (
                <Center>
                  <Button
                    variant="default"
                    onClick={() => query.fetchNextPage()}
                    loading={query.isFetchingNextPage}
                  >
                    Show earlier calls
                  </Button>
                </Center>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function NoCalls({ filtered, tenantId }: { filtered: boolean; tenantId: number | null }) {
  const { open } = usePractice();
  return (
    <Empty
      icon={<IconHistory size={24} />}
      title={filtered ? 'This tenant has had no calls' : 'No calls yet'}
      action={<Button onClick={() => open(tenantId ?? undefined)}>Make a practice call</Button>}
    >
      Each call leaves its transcript, summary and cost here. A practice call is kept too, marked as such.
    </Empty>
  );
}

import { Button, Group, Kbd, Select, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconBuildingStore, IconPlus, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { type TenantStatus, type TenantView, tenantStatus } from '../../../server/contracts/tenant.ts';
import { useTenantStanding } from '../../api/get-tenant-standing.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Loaded } from '../../ui/states.tsx';
import { capital, plural } from '../../ui/words.ts';
import { CreateTenantModal } from './create-tenant-modal.tsx';
import { ORDERS, type Order, tenantsAs } from './tenant-order.ts';
import { TenantsTable } from './tenants-table.tsx';

/** All tenants, and the way to a new one. */
export default function TenantsPage() {
  const query = useTenants();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const creating = params.has('new');
  const source = query.data?.find(({ id }) => id === Number(params.get('from'))) ?? null;
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => navigate('/tenants?new')}>
      New tenant
    </Button>
  );
  return (
    <Page
      title="Tenants"
      lead="The businesses whose calls are answered, each by its own agent."
      actions={
        <>
          <Button
            component={Link}
            href="/defaults"
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          >
            Defaults
          </Button>
          {query.data !== undefined && query.data.length > 0 && create}
        </>
      }
    >
      <Loaded query={query} what="The tenants">
        {(tenants) =>
          tenants.length === 0 ? (
            <Empty icon={<IconBuildingStore size={24} />} title="Create your first tenant" action={create}>
              Give the business a name. Its agent can be called from this computer right away; voice, greeting
              and personality follow when you like.
            </Empty>
          ) : (
            <Tenants tenants={tenants} />
          )
        }
      </Loaded>
      <CreateTenantModal
        // Another one to begin like is another form. A link may be opened before the tenants are known.
        key={source?.id}
        opened={creating && (query.data !== undefined || !params.has('from'))}
        source={source}
        onClose={() => navigate('/tenants', { replace: true })}
        onCreated={(tenant) => navigate(`/tenants/${tenant.id}`)}
      />
    </Page>
  );
}

const ORDER_WORDS: Record<Order, string> = {
  name: 'Name',
  newest: 'Newest first',
  calls: 'Most calls this month',
  lastCall: 'Latest call',
  messages: 'Most open messages',
};

/** What is looked for is in the address, so that going back finds it again. */
function Tenants({ tenants }: { tenants: readonly TenantView[] }) {
  const [params, setParams] = useSearchParams();
  const standing = useTenantStanding();
  const [text, setText] = useState(params.get('q') ?? '');
  const status = tenantStatus.safeParse(params.get('status')).data ?? null;
  const order = ORDERS.find((one) => one === params.get('sort')) ?? 'name';
  const put = (name: string, value: string | null) =>
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const byId = new Map(standing.data?.map((one) => [one.tenantId, one]));
  const listed = tenants.map((tenant) => ({ tenant, standing: byId.get(tenant.id) }));
  const found = tenantsAs(listed, { text, status, order });
  const search = (next: string) => {
    setText(next);
    put('q', next.trim());
  };
  return (
    <>
      {standing.error && (
        <Failed
          title="Calls and messages of the tenants could not be loaded"
          error={standing.error}
          onRetry={() => standing.refetch()}
          retrying={standing.isFetching}
        />
      )}
      {tenants.length > 1 && (
        <Group gap="sm" align="flex-end">
          <Filters text={text} onSearch={search} status={status} order={order} onPut={put} />
          <Text size="sm" c="dimmed" role="status" ml="auto">
            {found.length === tenants.length
              ? plural(tenants.length, 'tenant')
              : `${found.length} of ${plural(tenants.length, 'tenant')}`}
          </Text>
        </Group>
      )}
      {found.length > 0 ? (
        <TenantsTable listed={found} />
      ) : (
        <Empty
          icon={<IconSearch size={24} />}
          title="No tenant matches"
          action={
            <Button
              variant="default"
              onClick={() => {
                setText('');
                setParams({}, { replace: true });
              }}
            >
              Show all tenants
            </Button>
          }
        >
          {text.trim() === '' ? 'No tenant has this status.' : `Nothing is called “${text.trim()}”.`}
        </Empty>
      )}
    </>
  );
}

interface FiltersProps {
  text: string;
  onSearch(text: string): void;
  status: TenantStatus | null;
  order: Order;
  /** Writes one of them into the address; `null` takes it out. */
  onPut(name: string, value: string | null): void;
}

function Filters({ text, onSearch, status, order, onPut }: FiltersProps) {
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  return (
    <>
      <TextInput
        ref={field}
        aria-label="Find a tenant"
        placeholder="Name, contact or number"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">/</Kbd>}
        style={{ flex: '1 1 220px' }}
        maw={340}
        value={text}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <Select
        aria-label="Status"
        placeholder="Every status"
        clearable
        style={{ flex: '0 1 150px' }}
        data={tenantStatus.options.map((value) => ({ value, label: capital(value) }))}
        value={status}
        onChange={(next) => onPut('status', next)}
      />
      <Select
        aria-label="Order"
        style={{ flex: '0 1 200px' }}
        allowDeselect={false}
        data={ORDERS.map((value) => ({ value, label: ORDER_WORDS[value] }))}
        value={order}
        onChange={(next) => onPut('sort', next === 'name' ? null : next)}
      />
    </>
  );
}

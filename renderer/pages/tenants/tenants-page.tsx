import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconBuildingStore, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { CreateTenantModal } from './create-tenant-modal.tsx';
import { TenantsTable } from './tenants-table.tsx';

const MANY = 8;

/** All tenants, and the way to a new one. */
export default function TenantsPage() {
  const query = useTenants();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const creating = params.has('new');
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
        opened={creating}
        onClose={() => navigate('/tenants', { replace: true })}
        onCreated={(tenant) => navigate(`/tenants/${tenant.id}`)}
      />
    </Page>
  );
}

function Tenants({ tenants }: { tenants: readonly TenantView[] }) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim().toLowerCase(), 120);
  const found = tenants.filter((tenant) =>
    [tenant.businessName, tenant.contactName, ...tenant.phoneNumbers].some((field) =>
      field.toLowerCase().includes(wanted),
    ),
  );
  return (
    <>
      {tenants.length > MANY && (
        <TextInput
          aria-label="Find a tenant"
          placeholder="Name, contact or number"
          leftSection={<IconSearch size={16} aria-hidden />}
          maw={320}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {found.length > 0 ? (
        <TenantsTable tenants={found} />
      ) : (
        <Empty
          icon={<IconSearch size={24} />}
          title="No tenant matches"
          action={
            <Button variant="default" onClick={() => setText('')}>
              Show all tenants
            </Button>
          }
        >
          Nothing is called “{text}”.
        </Empty>
      )}
    </>
  );
}

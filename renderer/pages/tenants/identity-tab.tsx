import { Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import {
  packageTier,
  type TenantPatch,
  type TenantView,
  tenantStatus,
} from '../../../server/contracts/tenant.ts';
import { Section } from '../../ui/section.tsx';
import { capital } from '../../ui/words.ts';
import { timeZones } from '../../ui/zones.ts';
import { DeleteTenant } from './delete-tenant.tsx';

type Identity = Omit<TenantPatch, 'agent'>;

interface IdentityTabProps {
  tenant: TenantView;
  edits: Identity;
  change(edits: Identity): void;
  error(path: string): string | undefined;
}

const STATUS_WORDS = {
  active: 'Active: calls are answered',
  suspended: 'Suspended: callers hear a polite message',
  cancelled: 'Cancelled: callers hear a polite message',
};

const compact = (number: string) => number.replaceAll(/[\s().-]/g, '');

/** Who the tenant is, and which numbers ring here. */
export function IdentityTab({ tenant, edits, change, error }: IdentityTabProps) {
  const current = { ...tenant, ...edits };
  function set<K extends keyof Identity & keyof TenantView>(field: K, value: Identity[K]) {
    const { [field]: _, ...rest } = edits;
    const same = JSON.stringify(value) === JSON.stringify(tenant[field]);
    change(same ? rest : { ...edits, [field]: value });
  }
  const text = (field: 'businessName' | 'contactName' | 'email') => ({
    value: current[field],
    error: error(field),
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  return (
    <Stack gap="lg">
      <Section title="Business">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput label="Business name" {...text('businessName')} />
          <Select
            label="Status"
            data={tenantStatus.options.map((value) => ({ value, label: STATUS_WORDS[value] }))}
            allowDeselect={false}
            value={current.status}
            error={error('status')}
            onChange={(value) => value && set('status', value)}
          />
          <Select
            label="Time zone"
            description="Decides when the business is open or closed, when the agent says good morning or good evening, and where a day and a month begin."
            searchable
            allowDeselect={false}
            data={timeZones()}
            value={current.timeZone}
            error={error('timeZone')}
            onChange={(value) => value && set('timeZone', value)}
          />
          <Select
            label="Package"
            description="What you agreed with this client."
            data={packageTier.options.map((value) => ({ value, label: capital(value) }))}
            allowDeselect={false}
            value={current.packageTier}
            error={error('packageTier')}
            onChange={(value) => value && set('packageTier', value)}
          />
        </SimpleGrid>
      </Section>
      <Section title="Numbers" lead="Calls to these numbers are answered by this tenant’s agent.">
        <TagsInput
          label="Phone numbers"
          description="In international form, such as +15551234567. Press Enter after each."
          placeholder={current.phoneNumbers.length === 0 ? '+15551234567' : ''}
          value={current.phoneNumbers}
          error={error('phoneNumbers')}
          onChange={(numbers) => set('phoneNumbers', numbers.map(compact))}
          acceptValueOnBlur
        />
      </Section>
      <Section title="Contact">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
          <TextInput label="Contact name" {...text('contactName')} />
          <TextInput label="E-mail" type="email" {...text('email')} />
          <TextInput
            label="Contact’s own phone"
            placeholder="+15551234567"
            value={current.phone ?? ''}
            error={error('phone')}
            onChange={(event) => set('phone', compact(event.currentTarget.value) || null)}
          />
        </SimpleGrid>
      </Section>
      <DeleteTenant tenant={tenant} />
    </Stack>
  );
}

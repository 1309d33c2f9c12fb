import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { messageOf } from '../../api/client.ts';
import { useDeleteTenant } from '../../api/delete-tenant.ts';
import { say } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';

/** Deleting a tenant, once its name has been typed. */
export function DeleteTenant({ tenant }: { tenant: TenantView }) {
  const [asking, setAsking] = useState(false);
  return (
    <Section
      title="Delete this tenant"
      lead="Its settings, call records and everything remembered of its callers are erased for good."
      actions={
        <Button variant="light" color="red" onClick={() => setAsking(true)}>
          Delete tenant
        </Button>
      }
    >
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Delete ${tenant.businessName}?`}>
        <Confirmation tenant={tenant} onCancel={() => setAsking(false)} />
      </Modal>
    </Section>
  );
}

function Confirmation({ tenant, onCancel }: { tenant: TenantView; onCancel(): void }) {
  const [typed, setTyped] = useState('');
  const [, navigate] = useLocation();
  const remove = useDeleteTenant();
  const confirmed = typed.trim() === tenant.businessName;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirmed) return;
        remove.mutate(tenant.id, {
          onSuccess() {
            say(`${tenant.businessName} was deleted.`);
            navigate('/tenants');
          },
        });
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          Nothing of this tenant can be brought back afterwards. Its numbers stay yours but are no longer
          answered.
        </Text>
        {remove.error && (
          <Alert role="alert" color="red">
            {messageOf(remove.error)}
          </Alert>
        )}
        <TextInput
          label={`Type “${tenant.businessName}” to confirm`}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Keep it
          </Button>
          <Button type="submit" color="red.8" disabled={!confirmed} loading={remove.isPending}>
            Delete for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { numberAssignment } from '../../../server/contracts/numbers.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { fieldErrors } from '../../ui/field-errors.ts';
import { Problem } from '../../ui/problem.tsx';
import { phone } from '../../ui/words.ts';

interface AssignModalProps {
  /** `null`: to be written. */
  phoneNumber: string | null;
  /** Who has it now. */
  holder: TenantView | null;
  tenants: readonly TenantView[];
  /** Rejects with why it can't be. */
  onAssign(assignment: { phoneNumber: string; tenantId: number }): Promise<void>;
  onClose(): void;
}

/** Gives a number to a tenant, or moves it from one to another. */
export function AssignModal({ phoneNumber, holder, tenants, onAssign, onClose }: AssignModalProps) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { phoneNumber: phoneNumber ?? '', tenantId: null as string | null },
    validate: (values) => ({
      ...fieldErrors(numberAssignment, values),
      ...(values.tenantId === null && { tenantId: 'Choose the tenant that is to answer.' }),
    }),
  });
  const submit = async (values: typeof form.values): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onAssign({ phoneNumber: values.phoneNumber, tenantId: Number(values.tenantId) });
      onClose();
    } catch (error) {
      const fields = fieldsOf(error);
      form.setErrors(fields);
      if (Object.keys(fields).length === 0) setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={holder ? `Move ${phone(phoneNumber ?? '')} to another tenant` : 'Give a number to a tenant'}
    >
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {holder ? (
            <Text size="sm">
              {holder.businessName} has it now. From the next call on the other tenant’s agent answers; what
              callers said so far stays with {holder.businessName}.
            </Text>
          ) : (
            <TextInput
              label="Number"
              placeholder="+15551234567"
              readOnly={phoneNumber !== null}
              data-autofocus={phoneNumber === null || undefined}
              {...form.getInputProps('phoneNumber')}
            />
          )}
          <Select
            label="Tenant"
            allowDeselect={false}
            placeholder="Choose a tenant"
            searchable
            limit={50}
            nothingFoundMessage="No tenant is called that"
            data-autofocus={phoneNumber !== null || undefined}
            data={tenants
              .filter(({ id }) => id !== holder?.id)
              .map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
            {...form.getInputProps('tenantId')}
          />
          <Problem text={problem} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              {holder ? 'Move the number' : 'Give the number'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { Alert, Button, Group, Modal, Select, type SelectProps, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { type TenantView, tenantCreate } from '../../../server/contracts/tenant.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { useCreateTenant } from '../../api/create-tenant.ts';
import { useTrades } from '../../api/get-trades.ts';
import { fieldErrors } from '../../ui/field-errors.ts';
import { timeZones, viewerZone } from '../../ui/zones.ts';

interface CreateTenantModalProps {
  opened: boolean;
  /** The tenant to begin like; `null`: none. */
  source: TenantView | null;
  onClose(): void;
  onCreated(tenant: TenantView): void;
}

const EMPTY = {
  businessName: '',
  contactName: '',
  email: '',
  phoneNumber: '',
  timeZone: viewerZone(),
  /** Empty: an agent with the defaults alone. */
  trade: '',
};

/** What the server needs to know of the form; an empty number is none, and an empty trade too. */
const bodyOf = ({ phoneNumber, trade, ...rest }: typeof EMPTY) => ({
  ...rest,
  ...(trade === '' ? {} : { trade }),
  ...(phoneNumber.trim() === '' ? {} : { phoneNumber }),
});

/** The short form for a new tenant; everything else has a default, or is copied. */
export function CreateTenantModal({ opened, source, onClose, onCreated }: CreateTenantModalProps) {
  const create = useCreateTenant();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    initialValues: source ? { ...EMPTY, timeZone: source.timeZone } : EMPTY,
    validate: (values) => fieldErrors(tenantCreate, bodyOf(values)),
  });
  const submit = (values: typeof EMPTY) => {
    setProblem(null);
    create.mutate(source ? { ...bodyOf(values), from: source.id } : bodyOf(values), {
      onSuccess(tenant) {
        onClose();
        onCreated(tenant);
      },
      onError(error) {
        form.setErrors(fieldsOf(error));
        setProblem(messageOf(error));
      },
    });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={source ? `New tenant like ${source.businessName}` : 'New tenant'}
      size="md"
      onExitTransitionEnd={form.reset}
    >
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {problem && (
            <Alert role="alert" color="red">
              {problem}
            </Alert>
          )}
          {source && <WhatIsCopied source={source} />}
          <TextInput
            label="Business name"
            placeholder="Acme Plumbing"
            required
            data-autofocus
            {...form.getInputProps('businessName')}
          />
          {!source && <TradeField {...form.getInputProps('trade')} />}
          <TextInput
            label="Contact name"
            required
            autoComplete="off"
            {...form.getInputProps('contactName')}
          />
          <TextInput
            label="E-mail"
            type="email"
            required
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <TextInput
            label="Phone number of the line"
            description="Optional; in international form. Practice calls work without one."
            placeholder="+15551234567"
            {...form.getInputProps('phoneNumber')}
          />
          <ZoneField {...form.getInputProps('timeZone')} />
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create tenant
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhatIsCopied({ source: { businessName } }: { source: TenantView }) {
  return (
    <Text size="sm" c="dimmed">
      Copied: the agent as it is published, with its tools, and what it knows. Left out: numbers, callers,
      calls, messages and secrets, and whom calls and messages go to. Look through what it says and knows
      afterwards: it may name {businessName}. Its tools lead where they led before.
    </Text>
  );
}

function TradeField(field: SelectProps) {
  const trades = useTrades().data ?? [];
  return (
    <Select
      label="Trade"
      description={
        trades.find(({ id }) => id === field.value)?.description ??
        'A trade brings a voice, a greeting, hours and sample answers along.'
      }
      allowDeselect={false}
      data={[
        { value: '', label: 'None: begin with the defaults' },
        ...trades.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      {...field}
    />
  );
}

function ZoneField(field: SelectProps) {
  return <Select label="Time zone" searchable allowDeselect={false} data={timeZones()} {...field} />;
}

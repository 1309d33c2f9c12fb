import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { type CallerMemory, callerProfile } from '../../../server/contracts/memory.ts';
import { messageOf } from '../../api/client.ts';
import { useEraseMemory } from '../../api/erase-memory.ts';
import { useUpdateMemory } from '../../api/update-memory.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { phone } from '../../ui/words.ts';
import classes from './versions.module.css';

interface CallerModalProps {
  memory: CallerMemory;
  zone: string;
  onClose(): void;
}

/** What is remembered of one caller: to read, to correct the name, to erase. */
export function CallerModal({ memory, zone, onClose }: CallerModalProps) {
  const { profile, facts, summaries } = memory;
  return (
    <Modal opened onClose={onClose} title={`Memory of ${phone(memory.caller)}`} size="lg">
      <Stack gap="lg">
        <Name memory={memory} />
        <Items title="Facts" empty="No facts yet.">
          {facts.map(({ text, at }) => (
            <li key={text + at}>
              <Text size="sm">{text}</Text>
            </li>
          ))}
        </Items>
        {profile.preferences.length > 0 && (
          <Items title="Preferences" empty="">
            {profile.preferences.map((text) => (
              <li key={text}>
                <Text size="sm">{text}</Text>
              </li>
            ))}
          </Items>
        )}
        <Items title="Earlier calls" empty="No summary yet.">
          {[...summaries].reverse().map(({ text, at, callSid }) => (
            <li key={callSid}>
              <Text size="sm">
                {text} <Moment iso={at} zone={zone} size="xs" c="dimmed" />
              </Text>
            </li>
          ))}
        </Items>
        <Erase memory={memory} onErased={onClose} />
      </Stack>
    </Modal>
  );
}

function Items({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {children.length > 0 ? (
        <Stack component="ul" gap={6} className={classes.list}>
          {children}
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
    </section>
  );
}

function Name({ memory }: { memory: CallerMemory }) {
  const update = useUpdateMemory(memory.tenantId);
  const form = useForm({
    initialValues: { name: memory.profile.name ?? '' },
    validate: {
      name: (name) =>
        callerProfile.shape.name.safeParse(name.trim() || null).success
          ? null
          : 'Keep the name under 120 characters.',
    },
  });
  const save = ({ name }: { name: string }) =>
    update.mutate(
      { namespace: memory.namespace, patch: { profile: { name: name.trim() || null } } },
      {
        onSuccess() {
          form.resetDirty();
          say('The name was saved.');
        },
        onError: (error) => form.setFieldError('name', messageOf(error)),
      },
    );
  return (
    <form onSubmit={form.onSubmit(save)}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Caller’s name"
          placeholder="Not known"
          style={{ flex: 1 }}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <Button type="submit" variant="default" disabled={!form.isDirty()} loading={update.isPending}>
          Save name
        </Button>
      </Group>
    </form>
  );
}

function Erase({ memory, onErased }: { memory: CallerMemory; onErased(): void }) {
  const erase = useEraseMemory(memory.tenantId);
  const ask = async () => {
    const sure = await confirm({
      title: 'Erase this memory?',
      text: `Everything remembered of ${phone(memory.caller)} is deleted for good. Call records stay.`,
      confirm: 'Erase',
      danger: true,
    });
    if (!sure) return;
    erase.mutate(memory.namespace, {
      onSuccess() {
        say('The memory was erased.');
        onErased();
      },
      onError: (error) => sayFailed('The memory could not be erased', error),
    });
  };
  return (
    <Group justify="space-between">
      <Text size="xs" c="dimmed">
        {memory.namespace}
      </Text>
      <Button variant="light" color="red" onClick={ask} loading={erase.isPending}>
        Erase memory
      </Button>
    </Group>
  );
}

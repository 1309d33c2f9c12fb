import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CheckService } from '../../../server/contracts/check.ts';
import type { SecretName, SettingsView } from '../../../server/contracts/settings.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { useRunCheck } from '../../api/run-check.ts';
import { useUpdateSettings } from '../../api/update-settings.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { SECRET_WORDS } from './setting-words.ts';
import classes from './settings.module.css';

interface SecretFieldProps {
  name: SecretName;
  view: SettingsView;
  /** Checked at once when a new key was saved. */
  service: CheckService;
}

/** A key: whether it is set, and how to set, replace or remove it. It is never shown. */
export function SecretField({ name, view, service }: SecretFieldProps) {
  const { set, source } = view.secrets[name];
  const { label, text } = SECRET_WORDS[name];
  const [editing, setEditing] = useState(false);
  const update = useUpdateSettings();
  const locked = source === 'environment' && set;
  const remove = async () => {
    const sure = await confirm({
      title: `Remove the ${label}?`,
      text: 'What needs it stops working until a new one is entered.',
      confirm: 'Remove',
      danger: true,
    });
    if (!sure) return;
    update.mutate(
      { secrets: { [name]: null } },
      {
        onSuccess: () => say(`The ${label} was removed.`),
        onError: (error) => sayFailed(`The ${label} could not be removed`, error),
      },
    );
  };
  return (
    <section className={classes.secret} aria-label={label}>
      <Group justify="space-between" gap="sm">
        <Stack gap={2} style={{ flex: '1 1 260px' }}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="sm" c="dimmed">
            {locked ? `Set by ${name} in the environment; change it where Ringhouse is started.` : text}
          </Text>
        </Stack>
        <Group gap="sm">
          <Text size="sm" component="div">
            <StatusDot tone={set ? 'good' : 'idle'}>{set ? 'Set' : 'Not set'}</StatusDot>
          </Text>
          {!locked && !editing && (
            <>
              <Button
                size="xs"
                variant="default"
                onClick={() => setEditing(true)}
                aria-label={`${set ? 'Replace' : 'Set'} the ${label}`}
              >
                {set ? 'Replace' : 'Set'}
              </Button>
              {set && (
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  onClick={remove}
                  loading={update.isPending}
                  aria-label={`Remove the ${label}`}
                >
                  Remove
                </Button>
              )}
            </>
          )}
        </Group>
      </Group>
      {editing && <Entry name={name} service={service} onDone={() => setEditing(false)} />}
    </section>
  );
}

interface EntryProps {
  name: SecretName;
  service: CheckService;
  onDone(): void;
}

function Entry({ name, service, onDone }: EntryProps) {
  const { label, placeholder } = SECRET_WORDS[name];
  const [value, setValue] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const update = useUpdateSettings();
  const check = useRunCheck(service);
  const error = update.error && (fieldsOf(update.error)[`secrets.${name}`] ?? messageOf(update.error));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { secrets: { [name]: value.trim() } },
      {
        onSuccess() {
          say(`The ${label} was saved.`);
          check.mutate();
          onDone();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs" mt="sm">
        <PasswordInput
          ref={field}
          aria-label={`New ${label}`}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 260px' }}
          value={value}
          error={error}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" loading={update.isPending} disabled={value.trim() === ''}>
          Save key
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

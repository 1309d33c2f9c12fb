import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { tenantSecretName, tenantSecretValue } from '../../../../server/contracts/tools.ts';
import { messageOf } from '../../../api/client.ts';
import { useSecrets } from '../../../api/get-secrets.ts';
import { useRemoveSecret } from '../../../api/remove-secret.ts';
import { useSetSecret } from '../../../api/set-secret.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { say, sayFailed } from '../../../ui/notify.ts';
import { RemoveButton } from '../../../ui/remove-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Loaded } from '../../../ui/states.tsx';
import { useAgentEditor } from '../agent-editor.tsx';

/** Keys and passwords for the tools: set, replaced and removed, never shown. */
export function SecretsSection({ tenantId }: { tenantId: number }) {
  const secrets = useSecrets(tenantId);
  return (
    <Section
      title="Secrets"
      lead="Keys and passwords for headers, saved at once and never shown again. WEBHOOK_SECRET signs the webhook for messages."
    >
      <Loaded query={secrets} what="The secrets">
        {({ secrets: set }) => (
          <Stack gap="xs">
            {set.length === 0 && (
              <Text size="sm" c="dimmed">
                None yet.
              </Text>
            )}
            {set.map(({ name, setAt }) => (
              <Held key={name} tenantId={tenantId} name={name} setAt={setAt} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Entry tenantId={tenantId} />
    </Section>
  );
}

function Held({ tenantId, name, setAt }: { tenantId: number; name: string; setAt: string }) {
  const { timeZone } = useAgentEditor();
  const remove = useRemoveSecret(tenantId);
  const ask = async () => {
    const text = 'Tools that use it stop working until it is set again.';
    if (!(await confirm({ title: `Remove ${name}?`, text, confirm: 'Remove', danger: true }))) return;
    remove.mutate(name, {
      onSuccess: () => say(`${name} was removed.`),
      onError: (error) => sayFailed(`${name} could not be removed`, error),
    });
  };
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          Set <Moment iso={setAt} zone={timeZone} />
        </Text>
        <RemoveButton what={name} onRemove={ask} isBusy={remove.isPending} />
      </Group>
    </Group>
  );
}

function Entry({ tenantId }: { tenantId: number }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const set = useSetSecret(tenantId);
  const unfit = name === '' ? undefined : tenantSecretName.safeParse(name).error?.issues[0]?.message;
  const wrong = value === '' ? undefined : tenantSecretValue.safeParse({ value }).error?.issues[0]?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { name, value },
      {
        onSuccess() {
          say(`${name} was saved.`);
          setName('');
          setValue('');
          set.reset();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <TextInput
          label="Name of the secret"
          placeholder="CRM_KEY"
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 180px' }}
          value={name}
          error={unfit}
          onChange={(event) => setName(event.currentTarget.value.trim().toUpperCase())}
        />
        <PasswordInput
          label="Secret"
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '2 1 220px' }}
          value={value}
          error={wrong ?? (set.error ? messageOf(set.error) : undefined)}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button
          type="submit"
          mt={25}
          loading={set.isPending}
          disabled={name === '' || value === '' || unfit !== undefined || wrong !== undefined}
        >
          Save secret
        </Button>
      </Group>
    </form>
  );
}

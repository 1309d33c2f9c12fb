import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useUpdateSettings } from '../../api/update-settings.ts';

/** The agency's own name, which may be left out. */
export function AgencyStep() {
  const saved = useSettings().data?.settings.agencyName ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [, navigate] = useLocation();
  const update = useUpdateSettings();
  const name = typed ?? saved;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const go = () => navigate('/start/tenant');
    if (name.trim() === saved) return go();
    update.mutate({ settings: { agencyName: name.trim() === '' ? null : name.trim() } }, { onSuccess: go });
  };
  const error = update.error && (fieldsOf(update.error)['settings.agencyName'] ?? messageOf(update.error));
  return (
    <Paper component="form" onSubmit={submit} p={{ base: 'md', sm: 'xl' }}>
      <Stack gap="lg">
        <TextInput
          label="What is your agency called?"
          description="Shown in this panel and on statements. You can leave it empty and enter it later."
          placeholder="Such as Northside Answering"
          size="md"
          maxLength={120}
          maw={480}
          value={name}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            size="md"
            rightSection={<IconArrowRight size={18} aria-hidden />}
            loading={update.isPending}
          >
            Continue
          </Button>
          <Text size="sm" c="dimmed">
            Next: your first tenant, one click.
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

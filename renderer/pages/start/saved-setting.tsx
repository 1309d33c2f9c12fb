import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SettingsView } from '../../../server/contracts/settings.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { useUpdateSettings } from '../../api/update-settings.ts';
import { say } from '../../ui/notify.ts';
import { lockedBy } from '../settings/text-setting.tsx';

interface SavedSettingProps {
  view: SettingsView;
  field: 'twilioAccountSid' | 'ngrokDomain';
  label: string;
  placeholder: string;
}

/** One setting with a button of its own that saves it. */
export function SavedSetting({ view, field, label, placeholder }: SavedSettingProps) {
  const saved = view.settings[field] ?? '';
  const locked = lockedBy(view, field);
  const [typed, setTyped] = useState<string | null>(null);
  const update = useUpdateSettings();
  const value = typed ?? saved;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { settings: { [field]: value.trim() === '' ? null : value.trim() } },
      {
        onSuccess() {
          say('Saved.');
          setTyped(null);
        },
      },
    );
  };
  const error = update.error && (fieldsOf(update.error)[`settings.${field}`] ?? messageOf(update.error));
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <TextInput
          label={label}
          description={locked ?? undefined}
          placeholder={placeholder}
          readOnly={locked !== null}
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 260px' }}
          maw={480}
          value={value}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {value.trim() !== saved && (
          <Button type="submit" mt={24} loading={update.isPending} aria-label={`Save the ${label}`}>
            Save
          </Button>
        )}
      </Group>
    </form>
  );
}

import { SimpleGrid, Stack } from '@mantine/core';
import { type SettingsPatch, type SettingsView, settingsPatch } from '../../../server/contracts/settings.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useStatus } from '../../api/get-status.ts';
import { useUpdateSettings } from '../../api/update-settings.ts';
import { CapFields } from '../../ui/cap-fields.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.ts';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { EngineChoice } from './engine-choice.tsx';
import { Guide } from './guide.tsx';
import { LineSection } from './line-section.tsx';
import { LookupSection } from './lookup-section.tsx';
import { SecretField } from './secret-field.tsx';
import { type SettingEditor, TextSetting } from './text-setting.tsx';

/** Keys, the engine, the public line. */
export default function SettingsPage() {
  const query = useSettings();
  const version = useStatus().data?.version;
  return (
    <Page title="Settings" lead={version && `Ringhouse ${version}`}>
      <Loaded query={query} what="The settings" loading={<Loading rows={3} height={160} />}>
        {(view) => <Editor view={view} />}
      </Loaded>
    </Page>
  );
}

function Editor({ view }: { view: SettingsView }) {
  const update = useUpdateSettings();
  const { edits, change, error, complaints, save, reset, saving, problem } = useEdits<SettingsPatch>(
    {},
    { schema: settingsPatch, send: update.mutateAsync },
  );
  const changed = edits.settings ?? {};
  const changes = Object.keys(changed).length;
  useLeaveGuard(changes > 0, '/settings');
  const editor: SettingEditor = {
    view,
    edits: changed,
    error: (field) => error(`settings.${field}`),
    set(field, value) {
      const { [field]: _, ...rest } = changed;
      const isAsSaved = JSON.stringify(value) === JSON.stringify(view.settings[field]);
      const next = isAsSaved ? rest : { ...rest, [field]: value };
      change(Object.keys(next).length === 0 ? {} : { settings: next });
    },
  };
  return (
    <Stack gap="lg">
      <Guide view={view} />
      <Section title="Engine" lead="What hears, thinks and speaks.">
        <SecretField name="OPENAI_API_KEY" view={view} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <EngineChoice editor={editor} />
          <TextSetting
            editor={editor}
            field="openaiBaseUrl"
            label="OpenAI address"
            placeholder="https://api.openai.com/v1"
          />
          <TextSetting editor={editor} field="realtimeModel" label="Model for calls" />
          <TextSetting editor={editor} field="transcriptionModel" label="Model for the caller’s words" />
          <TextSetting editor={editor} field="speechModel" label="Model for text-to-speech voices" />
          <TextSetting editor={editor} field="summaryModel" label="Model for summaries" />
        </SimpleGrid>
      </Section>
      <Section title="Twilio" lead="The carrier that brings real calls.">
        <SecretField name="TWILIO_AUTH_TOKEN" view={view} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextSetting
            editor={editor}
            field="twilioAccountSid"
            label="Twilio account SID"
            placeholder="AC and 32 hex digits"
          />
          <TextSetting
            editor={editor}
            field="twilioApiUrl"
            label="Twilio address"
            placeholder="https://api.twilio.com"
          />
        </SimpleGrid>
      </Section>
      <MessagesSection editor={editor} view={view} />
      <Section
        title="Limits of all tenants together"
        lead="Days and months are UTC. At a limit, callers are politely asked for a message."
      >
        <CapFields
          value={changed.caps ?? view.settings.caps}
          wrong={complaints('settings.caps')}
          onChange={(caps) => editor.set('caps', caps)}
        />
      </Section>
      <LineSection editor={editor} />
      <LookupSection />
      <SaveBar changes={changes} saving={saving} problem={problem} onSave={save} onDiscard={reset} />
    </Stack>
  );
}

function MessagesSection({ editor, view }: { editor: SettingEditor; view: SettingsView }) {
  return (
    <Section
      title="E-mail and text messages"
      lead="How messages reach your tenants, and follow-ups their callers."
    >
      <SecretField name="SMTP_URL" view={view} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextSetting
          editor={editor}
          field="mailFrom"
          label="Sender of e-mails"
          placeholder="The account of the mail server"
        />
        <TextSetting
          editor={editor}
          field="smsFrom"
          label="Number that sends text messages"
          placeholder="The tenant’s own first line"
        />
      </SimpleGrid>
    </Section>
  );
}

import { Stack } from '@mantine/core';
import { type SettingsPatch, type SettingsView, settingsPatch } from '../../../server/contracts/settings.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useUpdateSettings } from '../../api/update-settings.ts';
import { NotificationSettings } from '../../notifications/notification-settings.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.ts';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { type PartGroup, SectionNav } from '../tenants/section-nav.tsx';
import { AboutSection } from './about-section.tsx';
import { AlertMailPart } from './alert-mail-part.tsx';
import { LineSection } from './line-section.tsx';
import { LookupSection } from './lookup-section.tsx';
import { changedParts, settingsBefore } from './setting-words.ts';
import { AgencyPart, LimitsPart, MailPart, OpenAiPart, TwilioPart } from './settings-parts.tsx';
import type { SettingEditor } from './text-setting.tsx';

const GROUPS: readonly PartGroup[] = [
  {
    label: 'Appliance',
    parts: [
      { value: 'agency', label: 'Agency' },
      { value: 'limits', label: 'Limits' },
      { value: 'notifications', label: 'Notifications' },
      { value: 'about', label: 'About and data' },
    ],
  },
  {
    label: 'Connections',
    parts: [
      { value: 'openai', label: 'OpenAI and engine' },
      { value: 'twilio', label: 'Twilio' },
      { value: 'line', label: 'Public line' },
      { value: 'mail', label: 'Mail and texts' },
    ],
  },
  { label: 'Tools', parts: [{ value: 'lookup', label: 'Who answers?' }] },
];

/** Everything of the appliance that can be set, in parts. */
export default function SettingsPage({ part }: { part: string }) {
  const query = useSettings();
  return (
    <Page title="Settings">
      <Loaded query={query} what="The settings" loading={<Loading rows={3} height={160} />}>
        {(view) => <Editor view={view} part={part} />}
      </Loaded>
    </Page>
  );
}

function Editor({ view, part }: { view: SettingsView; part: string }) {
  const update = useUpdateSettings();
  const { edits, change, error, complaints, save, reset, saving, problem } = useEdits<
    SettingsPatch,
    () => void
  >({
    schema: settingsPatch,
    base: { settings: view.settings },
    async send(patch) {
      await update.mutateAsync(patch);
      const undo = () => update.mutateAsync(settingsBefore(view, patch));
      return () => sayWithUndo({ message: 'Saved.', undo, undone: 'The change was taken back.' });
    },
    saved: (say) => say(),
  });
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
  const marks = changedParts(changed, (field) => error(`settings.${field}`) !== undefined);
  return (
    <>
      <SectionNav
        groups={GROUPS}
        value={part}
        base="/settings"
        label="Parts of the settings"
        markOf={(name) => marks.get(name) ?? null}
      >
        <Stack gap="lg">
          {part === 'agency' && <AgencyPart editor={editor} />}
          {part === 'openai' && <OpenAiPart editor={editor} />}
          {part === 'twilio' && <TwilioPart editor={editor} />}
          {part === 'line' && <LineSection editor={editor} />}
          {part === 'mail' && <MailPart editor={editor} />}
          {part === 'limits' && <LimitsPart editor={editor} wrong={complaints('settings.caps')} />}
          {part === 'notifications' && (
            <>
              <AlertMailPart editor={editor} />
              <NotificationSettings />
            </>
          )}
          {part === 'lookup' && <LookupSection />}
          {part === 'about' && <AboutSection />}
        </Stack>
      </SectionNav>
      <SaveBar changes={changes} saving={saving} problem={problem} onSave={save} onDiscard={reset} />
    </>
  );
}

import { Alert } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { type SettingEditor, TextSetting } from './text-setting.tsx';

/** Who is told of critical alerts while no panel is open. */
export function AlertMailPart({ editor }: { editor: SettingEditor }) {
  const { edits, view } = editor;
  const address = edits.alertEmail === undefined ? view.settings.alertEmail : edits.alertEmail;
  return (
    <Section
      title="E-mail to the agency"
      lead="Tells you without the panel when something critical is wrong for more than a minute, and when it is over. Nothing of callers is in it."
    >
      <TextSetting
        editor={editor}
        field="alertEmail"
        label="Critical alerts go to"
        placeholder="Nobody yet; such as alerts@agency.example"
      />
      {address !== null && !view.secrets.SMTP_URL.set && (
        <Alert color="yellow" role="status">
          There is no mail server to send by yet. <TextLink href="/settings/mail">Enter its address</TextLink>
        </Alert>
      )}
    </Section>
  );
}

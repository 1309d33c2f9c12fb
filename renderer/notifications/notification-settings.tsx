import { Alert, Button, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { Section } from '../ui/section.tsx';
import { askDesktop, desktopAnswer, showOnDesktop } from './desktop.ts';
import { KINDS, type NoticeKind } from './kinds.ts';
import { changePreferences, keptPreferences } from './preferences.ts';

const WORDS: Record<NoticeKind, { label: string; description: string }> = {
  alerts: { label: 'Critical alerts', description: 'The line, the engine or the disk needs you.' },
  'urgent-messages': { label: 'Urgent messages', description: 'A caller left word that cannot wait.' },
  messages: { label: 'New messages', description: 'Messages, appointments asked for, voicemail.' },
  'calls-failed': { label: 'Calls that failed', description: 'The engine or the connection broke off.' },
  'calls-begin': { label: 'Calls that begin', description: 'Each time a phone rings.' },
};

const REFUSED = {
  denied:
    'Notifications of this page are blocked. Allow them in the settings of your browser or system for this address, then load the page again.',
  unsupported: 'This browser has no notifications of the desktop. Those in the panel work all the same.',
};

/** What this device tells of, where, and how much of it. */
export function NotificationSettings() {
  const { desktop, kinds, personal } = useSyncExternalStore(keptPreferences.subscribe, keptPreferences.get);
  const [answer, setAnswer] = useState(desktopAnswer);
  const onDesktop = desktop && answer === 'granted';
  const switchDesktop = async (on: boolean) => {
    if (!on) return changePreferences({ desktop: false });
    const asked = await askDesktop();
    setAnswer(asked);
    changePreferences({ desktop: asked === 'granted' });
  };
  const choose = (kind: NoticeKind, on: boolean) =>
    changePreferences({ kinds: KINDS.filter((one) => (one === kind ? on : kinds.includes(one))) });
  const personalWords = personal ? 'Dana Smith: Please ring me back.' : 'Open it to read what was left.';
  return (
    <Section
      title="Notifications"
      lead="Kept on this device: others who use the panel choose for themselves."
    >
      <Stack gap="md">
        <Stack gap="xs">
          <Switch
            label="On the desktop too, while the panel is not in front"
            checked={onDesktop}
            onChange={(event) => switchDesktop(event.currentTarget.checked)}
          />
          {(answer === 'denied' || answer === 'unsupported') && (
            <Alert color="yellow" role="status">
              {REFUSED[answer]}
            </Alert>
          )}
        </Stack>
        <Stack gap="xs" role="group" aria-label="What to tell of">
          <Text size="sm" fw={500}>
            What to tell of
          </Text>
          {KINDS.map((kind) => (
            <Checkbox
              key={kind}
              {...WORDS[kind]}
              checked={kinds.includes(kind)}
              onChange={(event) => choose(kind, event.currentTarget.checked)}
            />
          ))}
        </Stack>
        <Checkbox
          label="Show names, numbers and words of callers"
          description={`A notification then may be read by whoever sees this screen. Now: “${personalWords}”`}
          checked={personal}
          onChange={(event) => changePreferences({ personal: event.currentTarget.checked })}
        />
        <Group>
          <Button
            variant="default"
            size="xs"
            disabled={!onDesktop}
            onClick={() =>
              showOnDesktop({ title: 'Message for a tenant', text: personalWords, tag: 'example' }, () => {})
            }
          >
            Show an example on the desktop
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

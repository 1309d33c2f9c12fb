import { Group, Kbd, Modal, Stack, Switch, Text, Title } from '@mantine/core';
import { COMMAND_KEY } from './command-key.ts';
import classes from './keyboard.module.css';
import {
  type ShortcutGroup,
  setShortcutsEnabled,
  useShortcutGroups,
  useShortcutsEnabled,
} from './shortcuts.ts';

interface KeyboardHelpProps {
  opened: boolean;
  onClose(): void;
}

/** All that can be pressed here, and the switch that turns single keys off. */
export default function KeyboardHelp({ opened, onClose }: KeyboardHelpProps) {
  const groups = useShortcutGroups();
  const enabled = useShortcutsEnabled();
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <Stack gap="lg">
        <Switch
          label="Single keys are shortcuts"
          description={`They never act while you type in a field. ${COMMAND_KEY} works either way.`}
          checked={enabled}
          onChange={(event) => setShortcutsEnabled(event.currentTarget.checked)}
        />
        <div className={classes.groups}>
          <Keys
            title="Commands"
            shortcuts={[{ keys: COMMAND_KEY, label: 'Go anywhere, do anything', run: () => {} }]}
          />
          {groups.map((group) => (
            <Keys key={group.title} {...group} />
          ))}
        </div>
      </Stack>
    </Modal>
  );
}

function Keys({ title, shortcuts }: ShortcutGroup) {
  return (
    <section aria-label={title} className={classes.group}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <dl className={classes.keys}>
        {shortcuts.map(({ keys, label }) => (
          <Group key={keys} justify="space-between" wrap="nowrap" gap="md">
            <dt>
              <Text size="sm" component="span">
                {label}
              </Text>
            </dt>
            <dd>
              <Group gap={4} wrap="nowrap">
                {keys.split(' ').map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Group>
            </dd>
          </Group>
        ))}
      </dl>
    </section>
  );
}

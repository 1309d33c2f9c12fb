import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import classes from './save-bar.module.css';
import { plural } from './words.ts';

interface SaveBarProps {
  /** Number of changes; at 0 the bar is not shown. */
  changes: number;
  saving: boolean;
  /** Why saving did not work. */
  problem: string | null;
  /** What the button says where it is not `Save changes`. */
  verb?: string;
  /** Another way to keep the changes, beside saving. */
  other?: { label: string; act(): void } | undefined;
  onSave(): void;
  onDiscard(): void;
}

/** Stays in view while there are unsaved changes. Ctrl+S (or ⌘S) saves as well. */
export function SaveBar({
  changes,
  saving,
  problem,
  verb = 'Save changes',
  other,
  onSave,
  onDiscard,
}: SaveBarProps) {
  useHotkeys([['mod+S', () => changes > 0 && !saving && onSave()]], []);
  if (changes === 0) return null;
  return (
    <section className={classes.bar} aria-label="Unsaved changes">
      <div role="status">
        <Text size="sm" fw={600}>
          {plural(changes, 'unsaved change')}
        </Text>
        {problem && (
          <Text size="sm" className={classes.problem}>
            {problem}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={onDiscard} disabled={saving}>
          Discard
        </Button>
        {other && (
          <Button variant="default" onClick={other.act} disabled={saving}>
            {other.label}
          </Button>
        )}
        <Button onClick={onSave} loading={saving}>
          {verb}
        </Button>
      </Group>
    </section>
  );
}

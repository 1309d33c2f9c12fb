import { Alert, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useId } from 'react';
import type { Task } from '../../server/contracts/task.ts';
import { useTask } from '../api/get-tasks.ts';

interface TaskProgressProps {
  /** Of the task that was begun. */
  id: string;
  /** Called once it has ended well. */
  onDone(): void;
  /** Called once it has failed; its problem is shown here. */
  onFailed?(): void;
  /** Beside the problem, such as a way to try again. */
  children?: ReactNode;
}

/** How far something has come, and what went wrong. Nothing once it is done. */
export function TaskProgress({ id, onDone, onFailed, children }: TaskProgressProps) {
  const task = useTask(id);
  const tell = useEffectEvent((state: Task['state'] | undefined) => {
    if (state === 'done') onDone();
    if (state === 'failed') onFailed?.();
  });
  const state = task?.state;
  useEffect(() => tell(state), [state]);
  if (task?.state === 'done') return null;
  if (task?.state === 'failed')
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle size={18} aria-hidden />}
        title="It did not work"
      >
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{task.problem}</Text>
          {children}
        </Stack>
      </Alert>
    );
  return <Running task={task} />;
}

function Running({ task }: { task: Task | undefined }) {
  const label = useId();
  const share = task?.total ? Math.min(100, Math.round((task.done / task.total) * 100)) : null;
  return (
    <Stack gap={6} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500} id={label}>
          {task?.title ?? 'Beginning'} …
        </Text>
        <Text size="sm" c="dimmed">
          {share === null ? '' : `${share} %`}
        </Text>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          value={share ?? 100}
          animated={share === null}
          striped={share === null}
          aria-labelledby={label}
        />
      </Progress.Root>
    </Stack>
  );
}

import { Group, Loader, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useConnection } from '../../events/connection.tsx';
import { say } from '../../ui/notify.ts';
import { TaskProgress } from '../../ui/task-progress.tsx';

interface RestartingProps {
  taskId: string;
  /** Called once the server is back, or the task has failed and the problem was read. */
  onBack(): void;
  /** Said once it is back. */
  said: string;
}

/** Something after which the server starts again: its progress, then that it is coming back, by itself. */
export function Restarting({ taskId, onBack, said }: RestartingProps) {
  const [stage, setStage] = useState<'working' | 'ending' | 'away'>('working');
  const connection = useConnection();
  const follow = useEffectEvent((state: typeof connection) => {
    if (stage !== 'working' && state === 'up') {
      if (stage === 'away') {
        say(said);
        onBack();
      }
    } else if (state === 'down') setStage('away');
  });
  useEffect(() => follow(connection), [connection]);
  return (
    <>
      <TaskProgress id={taskId} onDone={() => setStage((now) => (now === 'working' ? 'ending' : now))} />
      {stage !== 'working' && (
        <Group gap="sm" role="status">
          <Loader size="sm" />
          <Text size="sm">Ringhouse is starting again with this data. The page comes back by itself.</Text>
        </Group>
      )}
    </>
  );
}

import { Button, Group, Loader, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { isTaskKnown } from '../../api/get-tasks.ts';
import { useConnection } from '../../events/connection.tsx';
import { say } from '../../ui/notify.ts';
import { TaskProgress } from '../../ui/task-progress.tsx';

interface RestartingProps {
  taskId: string;
  /** Called once the server is back. */
  onBack(): void;
  /** Called when the task has failed and the problem was read: it can be begun again. */
  onAgain(): void;
  /** Said once it is back. */
  said: string;
}

/** Something after which the server starts again: its progress, then that it is coming back, by itself. */
export function Restarting({ taskId, onBack, onAgain, said }: RestartingProps) {
  const [stage, setStage] = useState<'working' | 'ending' | 'away'>('working');
  const connection = useConnection();
  const client = useQueryClient();
  const comeBack = async () => {
    // The connection alone may have been lost: the task goes on then, or has ended meanwhile.
    if (await isTaskKnown(client, taskId)) return setStage('working');
    say(said);
    onBack();
  };
  const follow = useEffectEvent((state: typeof connection) => {
    if (state === 'down') setStage('away');
    // Where that can't be told, the server has gone again: it is asked once it is back.
    if (state === 'up' && stage === 'away') void comeBack().catch(() => {});
  });
  useEffect(() => follow(connection), [connection]);
  return (
    <>
      {stage === 'working' && (
        <TaskProgress id={taskId} onDone={() => setStage('ending')}>
          <Button size="xs" variant="default" onClick={onAgain}>
            Try again
          </Button>
        </TaskProgress>
      )}
      {stage !== 'working' && (
        <Group gap="sm" role="status">
          <Loader size="sm" />
          <Text size="sm">Ringhouse is starting again with this data. The page comes back by itself.</Text>
        </Group>
      )}
    </>
  );
}

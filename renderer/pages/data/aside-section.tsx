import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { AsideData } from '../../../server/contracts/backup.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { useDropAside } from '../../api/drop-aside.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Restarting } from './restarting.tsx';

/** The data that the last restore replaced: back to it, or erased. */
export function AsideSection({ aside }: { aside: AsideData }) {
  const [taskId, setTaskId] = useState<string | null>(null);
  const begin = useBeginTask();
  const drop = useDropAside();
  const goBack = async () => {
    const sure = await confirm({
      title: 'Switch back to the data from before?',
      text: 'What is here now is put aside in its place, so you can switch again. Ringhouse starts again by itself, which takes some seconds.',
      confirm: 'Switch back',
    });
    if (sure) begin.mutate({ path: '/api/aside/switch-back' }, { onSuccess: ({ id }) => setTaskId(id) });
  };
  const erase = async () => {
    const sure = await confirm({
      title: 'Erase the data put aside?',
      text: 'It is erased from the disk, and you can’t switch back to it any more. What is here now stays.',
      confirm: 'Erase it',
      danger: true,
    });
    if (!sure) return;
    drop.mutate(undefined, {
      onSuccess: () => say('The data put aside was erased.'),
      onError: (error) => sayFailed('It was not erased', error),
    });
  };
  return (
    <Section
      title="The data from before is kept"
      lead={
        <>
          Put aside <Moment iso={aside.at} />
          {aside.replacedBy === null
            ? ' when you switched back.'
            : `, when ${aside.replacedBy} was restored.`}{' '}
          It holds callers’ data too: erase it once you are sure.
        </>
      }
    >
      {begin.error && (
        <Alert role="alert" color="red">
          {messageOf(begin.error)}
        </Alert>
      )}
      {taskId === null ? (
        <Group gap="xs" justify="flex-end">
          <Button variant="subtle" color="red" onClick={() => void erase()} loading={drop.isPending}>
            Erase it
          </Button>
          <Button variant="light" onClick={() => void goBack()} loading={begin.isPending}>
            Switch back to it
          </Button>
        </Group>
      ) : (
        <Restarting
          taskId={taskId}
          onBack={() => setTaskId(null)}
          onAgain={() => setTaskId(null)}
          said="The data from before is back."
        />
      )}
    </Section>
  );
}

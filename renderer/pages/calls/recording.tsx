import { Alert, Anchor, Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { recordingUrl, useDeleteRecording } from '../../api/delete-recording.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';

/** The sound of a call that has ended, to be played, saved and deleted; nothing where none is kept. */
export function Recording({ call }: { call: CallRecord }) {
  const [isBroken, setIsBroken] = useState(false);
  const remove = useDeleteRecording(call.callSid);
  if (!call.recorded || call.state !== 'ended') return null;
  const url = recordingUrl(call.callSid);

  async function askAndDelete() {
    const confirmed = await confirm({
      title: 'Delete this recording?',
      text: 'The sound of this call is erased for good. The transcript stays.',
      confirm: 'Delete recording',
      danger: true,
    });
    if (!confirmed) return;
    remove.mutate(undefined, {
      onSuccess: () => say('The recording was deleted.'),
      onError: (error) => sayFailed('The recording was not deleted', error),
    });
  }

  return (
    <Section title="Recording" lead="The caller is on the left, the agent on the right.">
      {isBroken ? (
        <Alert color="gray" role="alert">
          The recording could not be played. It may have been deleted, or kept for as long as is set.
        </Alert>
      ) : (
        // What is said stands in the transcript below.
        // biome-ignore lint/a11y/useMediaCaption: there are no captions of a telephone call.
        <audio
          controls
          preload="metadata"
          src={url}
          aria-label="Recording of the call"
          style={{ width: '100%' }}
          onError={() => setIsBroken(true)}
        />
      )}
      <Group justify="space-between">
        <Anchor href={url} download={`call-${call.callSid}.wav`} size="sm">
          Save as a file
        </Anchor>
        <Button variant="subtle" color="red" size="xs" loading={remove.isPending} onClick={askAndDelete}>
          Delete recording
        </Button>
      </Group>
    </Section>
  );
}

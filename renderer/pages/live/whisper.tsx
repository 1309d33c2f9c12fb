import { Button, Group, TextInput } from '@mantine/core';
import { IconMessage2Share } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../../api/client.ts';
import { useWhisperToAgent } from '../../api/whisper-to-agent.ts';
import type { CallNow } from '../../events/calls-now.ts';

/** A line for the agent that the caller does not hear. What was whispered stands in the transcript. */
export function Whisper({ call }: { call: CallNow }) {
  const whisper = useWhisperToAgent(call.callSid);
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || whisper.isPending) return;
    whisper.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={send}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput
          style={{ flex: 1 }}
          aria-label={`Whisper to ${call.agentName}`}
          placeholder={`Whisper to ${call.agentName}`}
          description={whatBecomesOfIt(call)}
          error={whisper.error && messageOf(whisper.error)}
          maxLength={500}
          disabled={call.state !== 'live'}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
        />
        <Button
          type="submit"
          variant="default"
          aria-disabled={text.trim() === '' || undefined}
          loading={whisper.isPending}
          disabled={call.state !== 'live'}
          leftSection={<IconMessage2Share size={16} aria-hidden />}
        >
          Whisper
        </Button>
      </Group>
    </form>
  );
}

function whatBecomesOfIt({ agentName, engine, takenOver }: CallNow): string {
  if (takenOver) return `${agentName} is told when the call is handed back.`;
  // It understands what callers want, and no more.
  if (engine === 'offline') return 'The offline receptionist passes it on to the caller in your words.';
  return `The caller does not hear this; ${agentName} heeds it from the next answer on.`;
}

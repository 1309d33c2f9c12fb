import { Button } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { messageOf } from '../../../api/client.ts';
import { useRehearse } from '../../../api/rehearse.ts';
import { Problem } from '../../../ui/problem.tsx';
import { patchBetween, withEdits } from '../agent-draft.ts';
import { useAgentEditor } from '../agent-editor.tsx';
import { useSilenceOnLeave, useSound } from './sound.ts';

interface HearGreetingProps {
  /** What is called so on the page. */
  of: string;
  template: string;
  disabled: boolean;
}

/** Says a greeting in the agent's voice as it stands in the editor; nothing for the defaults, which have no tenant. */
export function HearGreeting({ of, template, disabled }: HearGreetingProps) {
  const { draft, stage } = useAgentEditor();
  // Without a stage there is no button.
  const rehearse = useRehearse(stage?.tenantId ?? 0);
  const { url, problem, play, stop } = useSound();
  useSilenceOnLeave();
  if (!stage) return null;
  const heard = rehearse.data?.audioUrl ?? null;
  const isOn = heard !== null && heard === url;
  const act = () => {
    if (isOn) return stop();
    const agent = patchBetween(stage.published, withEdits(draft.saved, draft.edits));
    // Whichever greeting it is: said as to somebody new, it needs no caller.
    rehearse.mutate(
      { agent: { ...agent, greeting: template, schedule: { weekly: [], holidays: [] } } },
      { onSuccess: ({ audioUrl }) => audioUrl !== null && void play(audioUrl) },
    );
  };
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        loading={rehearse.isPending}
        leftSection={
          isOn ? (
            <IconPlayerStopFilled size={13} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={13} aria-hidden />
          )
        }
        aria-label={`${isOn ? 'Stop' : 'Hear it'}: ${of.toLowerCase()}`}
        onClick={act}
      >
        {isOn ? 'Stop' : 'Hear it'}
      </Button>
      {rehearse.error && <Problem text={messageOf(rehearse.error)} />}
      {rehearse.data && heard === null && <Problem text="The engine gave no sound of it." />}
      {problem && problem.url === heard && <Problem text={problem.text} />}
    </div>
  );
}

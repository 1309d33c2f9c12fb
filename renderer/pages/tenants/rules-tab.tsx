import { NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { NO_CAPS } from '../../../server/contracts/caps.ts';
import { CapFields } from '../../ui/cap-fields.tsx';
import { Section } from '../../ui/section.tsx';
import { FieldsSection } from './fields-section.tsx';
import { Inherited } from './inherited.tsx';
import { Chips, ListField } from './list-field.tsx';
import { useField } from './use-field.ts';

/** What is said and kept of every call, and what it may cost. */
export function RulesTab() {
  return (
    <Stack gap="lg">
      <Section
        title="Languages"
        lead="The agent begins in its own language and goes on in one of these when the caller speaks it."
      >
        <ListField
          field="languages"
          label="Further languages"
          description="Language tags such as es or fr-CA."
          placeholder="es"
        />
      </Section>
      <Notices />
      <Memory />
      <FieldsSection />
      <Limits />
    </Stack>
  );
}

function Notices() {
  const ai = useField('aiNotice', '');
  const recorded = useField('recordingNotice', '');
  const recording = useField('recording', { on: false, keepDays: 30 });
  return (
    <Section
      title="Notice and recording"
      lead="The notice can be reworded, not left out: callers are told that an AI speaks, and that a call is recorded."
    >
      <Inherited label="Notice that an AI speaks" own={ai.own} inherit={ai.inherit}>
        <TextInput
          label="Notice that an AI speaks"
          description="Left out where the greeting says it already."
          value={ai.value}
          error={ai.error}
          onChange={(event) => ai.set(event.currentTarget.value)}
        />
      </Inherited>
      <Inherited label="Recording" own={recording.own} inherit={recording.inherit}>
        <Stack gap="sm">
          <Switch
            label="Record calls"
            checked={recording.value.on}
            onChange={(event) => recording.set({ ...recording.value, on: event.currentTarget.checked })}
          />
          <NumberInput
            label="Days to keep recordings"
            min={1}
            max={3650}
            value={recording.value.keepDays}
            error={recording.error}
            onChange={(days) =>
              typeof days === 'number' && recording.set({ ...recording.value, keepDays: days })
            }
          />
        </Stack>
      </Inherited>
      <Inherited label="Notice of recording" own={recorded.own} inherit={recorded.inherit}>
        <TextInput
          label="Notice of recording"
          value={recorded.value}
          error={recorded.error}
          onChange={(event) => recorded.set(event.currentTarget.value)}
        />
      </Inherited>
    </Section>
  );
}

function Memory() {
  const { value, own, inherit, set, error } = useField('memoryPolicy', {
    keepDays: null,
    sensitive: [],
    check: '',
  });
  return (
    <Section
      title="Memory"
      lead="A caller’s number can be forged. What is sensitive is recalled only after the check below."
    >
      <Inherited label="Memory" own={own} inherit={inherit}>
        <Stack gap="md">
          <NumberInput
            label="Forget callers after so many days without a call"
            description="Empty: never by itself."
            min={1}
            max={3650}
            value={value.keepDays ?? ''}
            error={error}
            onChange={(days) => set({ ...value, keepDays: typeof days === 'number' ? days : null })}
          />
          <Chips
            label="Sensitive topics"
            description="What is remembered with one of these words in it is not recalled without the check."
            placeholder="diagnosis"
            value={value.sensitive}
            onChange={(sensitive) => set({ ...value, sensitive })}
          />
          <TextInput
            label="Check"
            description="What the agent asks to be sure who is calling. The right answer is set for each caller, under Callers."
            placeholder="What is your date of birth?"
            value={value.check}
            onChange={(event) => set({ ...value, check: event.currentTarget.value })}
          />
        </Stack>
      </Inherited>
    </Section>
  );
}

function Limits() {
  const caps = useField('caps', { ...NO_CAPS });
  const silence = useField('silenceSeconds', 9);
  const markup = useField('markupPercent', 0);
  return (
    <Section
      title="Limits and prices"
      lead="At a limit, callers are politely asked for a message. Money is what the model costs, without your markup."
    >
      <Inherited label="Limits" own={caps.own} inherit={caps.inherit}>
        <CapFields value={caps.value} error={caps.error} onChange={caps.set} />
      </Inherited>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Inherited label="Silence" own={silence.own} inherit={silence.inherit}>
          <NumberInput
            label="Seconds of silence until the caller is asked"
            min={5}
            max={60}
            value={silence.value}
            error={silence.error}
            onChange={(seconds) => typeof seconds === 'number' && silence.set(seconds)}
          />
        </Inherited>
        <Inherited label="Markup" own={markup.own} inherit={markup.inherit}>
          <NumberInput
            label="Markup on cost, in percent"
            description="For the monthly statement."
            min={0}
            value={markup.value}
            error={markup.error}
            onChange={(percent) => typeof percent === 'number' && markup.set(percent)}
          />
        </Inherited>
      </SimpleGrid>
    </Section>
  );
}

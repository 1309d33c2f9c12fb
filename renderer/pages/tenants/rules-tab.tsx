import { NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { NO_CAPS } from '../../../server/contracts/caps.ts';
import { CapFields } from '../../ui/cap-fields.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { FieldsSection } from './fields-section.tsx';
import { Inherited, Origin } from './inherited.tsx';
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
        <Switch
          label="Record calls"
          checked={recording.value.on}
          error={recording.wrong.own ?? recording.wrong.at('on').any}
          onChange={(event) => recording.set({ ...recording.value, on: event.currentTarget.checked })}
        />
      </Inherited>
      {recording.value.on && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <NumberInput
            label="Days to keep recordings"
            min={1}
            max={3650}
            allowDecimal={false}
            value={recording.value.keepDays}
            error={recording.wrong.at('keepDays').any}
            onChange={(days) =>
              typeof days === 'number' && recording.set({ ...recording.value, keepDays: days })
            }
          />
          <Inherited label="Notice of recording" own={recorded.own} inherit={recorded.inherit}>
            <TextInput
              label="Notice of recording"
              value={recorded.value}
              error={recorded.error}
              onChange={(event) => recorded.set(event.currentTarget.value)}
            />
          </Inherited>
        </SimpleGrid>
      )}
    </Section>
  );
}

function Memory() {
  const { value, own, inherit, set, wrong } = useField('memoryPolicy', {
    keepDays: null,
    sensitive: [],
    check: '',
  });
  return (
    <Section
      title="Memory"
      lead="A caller’s number can be forged. What is sensitive is recalled only after the check below."
      actions={<Origin label="Memory" own={own} inherit={inherit} />}
    >
      <NumberInput
        label="Forget callers after so many days without a call"
        description="Empty: never by itself."
        min={1}
        max={3650}
        value={value.keepDays ?? ''}
        allowDecimal={false}
        maw={360}
        error={wrong.at('keepDays').any}
        onChange={(days) => set({ ...value, keepDays: typeof days === 'number' ? days : null })}
      />
      <Chips
        label="Sensitive topics"
        description="What is remembered with one of these words in it is not recalled without the check."
        placeholder="diagnosis"
        value={value.sensitive}
        wrong={wrong.at('sensitive')}
        onChange={(sensitive) => set({ ...value, sensitive })}
      />
      <TextInput
        label="Check"
        description="What the agent asks to be sure who is calling. The right answer is set for each caller, under Callers."
        placeholder="What is your date of birth?"
        value={value.check}
        error={wrong.at('check').any}
        onChange={(event) => set({ ...value, check: event.currentTarget.value })}
      />
      <Problem text={wrong.own} />
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
      actions={<Origin label="Limits" own={caps.own} inherit={caps.inherit} />}
    >
      <CapFields value={caps.value} wrong={caps.wrong} onChange={caps.set} />
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

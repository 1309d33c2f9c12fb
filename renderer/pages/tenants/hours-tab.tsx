import { Select, SimpleGrid, Stack } from '@mantine/core';
import type { AfterHours } from '../../../server/contracts/hours.ts';
import { Section } from '../../ui/section.tsx';
import { useAgentEditor } from './agent-editor.tsx';
import { HearGreeting } from './hear/hear-greeting.tsx';
import { Inherited, Origin } from './inherited.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { TemplateField } from './template-field.tsx';
import { useField } from './use-field.ts';

/** When the business is open, and what callers get when it is not. */
export function HoursTab() {
  return (
    <Stack gap="lg">
      <Hours />
      <Outside />
    </Stack>
  );
}

function Hours() {
  const { timeZone } = useAgentEditor();
  const { value, own, inherit, set, wrong } = useField('schedule', { weekly: [], holidays: [] });
  return (
    <Section
      title="Opening hours"
      lead={`In the time zone ${timeZone}. The agent says them, and knows whether it is open now. Without hours it is always open.`}
      actions={<Origin label="Opening hours" own={own} inherit={inherit} />}
    >
      <ScheduleEditor value={value} onChange={set} wrong={wrong} of="Opening hours" withHolidays />
    </Section>
  );
}

const MODES: { value: AfterHours['mode']; label: string }[] = [
  { value: 'message', label: 'Say that it is closed and take a message' },
  { value: 'forward', label: 'Put callers through to somebody' },
  { value: 'answer', label: 'Answer as always' },
];

function Outside() {
  const { value, own, inherit, set, wrong } = useField('afterHours', { mode: 'message', destination: '' });
  const destinations = useField('transfers', []).value.map(({ label }) => label);
  const closed = useField('closedGreeting', '');
  return (
    <Section
      title="Outside the opening hours"
      lead="What happens when a call comes and the business is closed."
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Inherited label="Outside the opening hours" own={own} inherit={inherit}>
          <Select
            label="What the agent does"
            data={MODES}
            allowDeselect={false}
            value={value.mode}
            error={wrong.own ?? wrong.at('mode').any}
            onChange={(mode) => {
              const chosen = MODES.find((one) => one.value === mode)?.value;
              if (chosen) set({ ...value, mode: chosen });
            }}
          />
        </Inherited>
        {value.mode === 'forward' && (
          <Select
            label="To whom"
            description={
              destinations.length === 0
                ? 'Add a transfer destination first.'
                : 'One of the transfer destinations.'
            }
            data={destinations}
            error={wrong.at('destination').any}
            value={destinations.includes(value.destination) ? value.destination : null}
            onChange={(destination) => set({ ...value, destination: destination ?? '' })}
          />
        )}
      </SimpleGrid>
      <Inherited label="Greeting when closed" own={closed.own} inherit={closed.inherit}>
        <TemplateField
          label="Greeting when closed"
          name="Greeting when closed"
          description="Leave it empty to greet as in the opening hours."
          placeholder="{time_greeting}, this is {agent_name} at {business_name}. We are closed now, but I can take a message."
          value={closed.value}
          error={closed.error}
          onChange={closed.set}
        />
      </Inherited>
      <HearGreeting of="Greeting when closed" template={closed.value} disabled={closed.value.trim() === ''} />
    </Section>
  );
}

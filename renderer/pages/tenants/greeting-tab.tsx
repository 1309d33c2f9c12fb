import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { greetingTemplate } from '../../../server/contracts/agent.ts';
import { useGreetingPreview } from '../../api/preview-greeting.ts';
import { nowMs } from '../../platform/time.ts';
import { Section } from '../../ui/section.tsx';
import { atHour } from '../../ui/zones.ts';
import { useAgentEditor } from './agent-editor.tsx';
import classes from './greeting.module.css';
import { HearGreeting } from './hear/hear-greeting.tsx';
import { Inherited } from './inherited.tsx';
import { TemplateField } from './template-field.tsx';
import { TranslationsSection } from './translations-section.tsx';
import { useField } from './use-field.ts';

/** The first words to a new and to a returning caller, with how they sound. */
export function GreetingTab() {
  return (
    <Stack gap="lg">
      <GreetingCard
        field="greeting"
        title="Greeting for a new caller"
        lead="Said to somebody the agent has no memory of."
        userName={null}
      />
      <GreetingCard
        field="returningGreeting"
        title="Greeting for a returning caller"
        lead="Said to somebody who has called before."
        userName="Dana"
      />
      <TranslationsSection />
    </Stack>
  );
}

interface GreetingCardProps {
  field: 'greeting' | 'returningGreeting';
  title: string;
  lead: string;
  /** The caller's name in the preview. */
  userName: string | null;
}

function GreetingCard({ field, title, lead, userName }: GreetingCardProps) {
  const { value, own, inherit, set, error } = useField(field, '');
  const wrong = greetingTemplate.safeParse(value).error?.issues[0]?.message;
  return (
    <Section
      title={title}
      lead={lead}
      actions={<HearGreeting of={title} template={value} disabled={wrong !== undefined} />}
    >
      <Inherited label={title} own={own} inherit={inherit}>
        <TemplateField
          label="What the agent says first"
          name={title}
          value={value}
          error={error ?? wrong}
          onChange={set}
        />
      </Inherited>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Preview template={value} userName={userName} hour={9} label="In the morning" />
        <Preview template={value} userName={userName} hour={19} label="In the evening" />
        {userName !== null && (
          <Preview template={value} userName={null} hour={9} label="When the name is not known" />
        )}
      </SimpleGrid>
    </Section>
  );
}

interface PreviewProps {
  template: string;
  userName: string | null;
  hour: number;
  label: string;
}

function Preview({ template, userName, hour, label }: PreviewProps) {
  const { businessName, timeZone } = useAgentEditor();
  const agentName = useField('agentName', '').value;
  const language = useField('language', 'en').value;
  const aiNotice = useField('aiNotice', '').value;
  const notice = useField('recordingNotice', '').value;
  const isRecorded = useField('recording', { on: false, keepDays: 30 }).value.on;
  const [settled] = useDebouncedValue(template, 250);
  const { data, error } = useGreetingPreview({
    template: settled,
    agentName,
    businessName,
    userName,
    timeZone,
    language,
    aiNotice,
    recordingNotice: isRecorded ? notice : null,
    at: atHour(hour, timeZone, startOfHour(nowMs())),
  });
  const usable = greetingTemplate.safeParse(template).success && !error;
  return (
    <div className={classes.preview}>
      <Text size="xs" c="dimmed" mb={2}>
        {label}
      </Text>
      <Text size="sm" aria-live="polite" c={usable ? undefined : 'dimmed'}>
        {usable ? (data ?? '…') : 'No preview: the greeting cannot be used as it is.'}
      </Text>
    </div>
  );
}

const HOUR_MS = 3_600_000;

/** Steps of an hour, so that the same question is asked once. */
const startOfHour = (ms: number) => Math.floor(ms / HOUR_MS) * HOUR_MS;

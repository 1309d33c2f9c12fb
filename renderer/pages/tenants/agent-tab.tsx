import { Autocomplete, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useStatus } from '../../api/get-status.ts';
import { Section } from '../../ui/section.tsx';
import { Inherited, Origin } from './inherited.tsx';
import { LANGUAGES } from './languages.ts';
import { useField } from './use-field.ts';
import { VoicePicker } from './voices/voice-picker.tsx';
import { offlineVoices, VOICE_GROUPS } from './voices/voice-words.ts';

/** Who the agent is, how it sounds, and what it knows. */
export function AgentTab() {
  return (
    <Stack gap="lg">
      <Section title="Name and language" lead="How the agent introduces itself, and what it speaks first.">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <AgentName />
          <LanguageField />
        </SimpleGrid>
      </Section>
      <Voices />
      <Section title="Knowledge" lead="What the agent can tell callers about the business.">
        <Plain field="hours" label="Opening hours" placeholder="Monday to Friday, nine to five" rows={2} />
        <Plain field="address" label="Address" placeholder="12 Mill Lane, Springfield" rows={2} />
        <Plain
          field="instructions"
          label="Instructions"
          description="In plain words: what to offer, what to ask, what to leave to people."
          placeholder="Ask for the caller's address before taking a message about a repair."
          rows={6}
        />
      </Section>
    </Stack>
  );
}

function AgentName() {
  const { value, own, inherit, set, error } = useField('agentName', '');
  return (
    <Inherited label="Agent name" own={own} inherit={inherit}>
      <TextInput
        label="Agent name"
        description="Callers can say it; greetings hold it as {agent_name}."
        value={value}
        error={error}
        maxLength={60}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </Inherited>
  );
}

function LanguageField() {
  const { value, own, inherit, set, error } = useField('language', 'en');
  return (
    <Inherited label="Language" own={own} inherit={inherit}>
      <Autocomplete
        label="Language"
        description="A language tag. The offline receptionist speaks English only."
        data={LANGUAGES}
        value={value}
        error={error}
        onChange={set}
      />
    </Inherited>
  );
}

function Voices() {
  const online = useField('voice', 'marin');
  const offline = useField('offlineVoice', 'auto');
  const engine = useStatus().data?.engine;
  return (
    <>
      <Section
        title="Voice"
        lead={
          engine === 'offline'
            ? 'Used with OpenAI. Without an account you hear the offline voice that stands in for it.'
            : 'Used with OpenAI. Play a voice to hear it.'
        }
        actions={<Origin label="Voice" own={online.own} inherit={online.inherit} />}
      >
        <VoicePicker
          label="Voice"
          groups={VOICE_GROUPS}
          value={online.value}
          error={online.error}
          onChange={online.set}
        />
      </Section>
      <Section
        title="Offline voice"
        lead="Used without an account, and when OpenAI is down."
        actions={<Origin label="Offline voice" own={offline.own} inherit={offline.inherit} />}
      >
        <VoicePicker
          label="Offline voice"
          groups={[{ voices: offlineVoices(online.value) }]}
          value={offline.value}
          error={offline.error}
          onChange={offline.set}
        />
      </Section>
    </>
  );
}

interface PlainProps {
  field: 'hours' | 'address' | 'instructions';
  label: string;
  description?: string;
  placeholder: string;
  rows: number;
}

function Plain({ field, label, description, placeholder, rows }: PlainProps) {
  const { value, own, inherit, set, error } = useField(field, '');
  return (
    <Inherited label={label} own={own} inherit={inherit}>
      <Textarea
        label={label}
        description={description}
        placeholder={placeholder}
        autosize
        minRows={rows}
        maxRows={20}
        value={value}
        error={error}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </Inherited>
  );
}

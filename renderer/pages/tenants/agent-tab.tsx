import { Autocomplete, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { OfflineVoice, Voice } from '../../../server/contracts/voices.ts';
import { Section } from '../../ui/section.tsx';
import { Inherited } from './inherited.tsx';
import { useField } from './use-field.ts';
import { isOfflineVoice, isVoice, LANGUAGES, offlineVoiceChoices, VOICE_CHOICES } from './voice-words.ts';

/** Who the agent is, how it sounds, and what it knows. */
export function AgentTab() {
  return (
    <Stack gap="lg">
      <Section title="Name and voice" lead="How the agent introduces itself and how it sounds.">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <AgentName />
          <LanguageField />
          <VoiceField />
          <OfflineVoiceField />
        </SimpleGrid>
      </Section>
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

function VoiceField() {
  const { value, own, inherit, set, error } = useField('voice', 'marin');
  return (
    <Inherited label="Voice" own={own} inherit={inherit}>
      <Select
        label="Voice"
        description="With OpenAI. Marin and Cedar sound best on the phone."
        data={VOICE_CHOICES}
        searchable
        allowDeselect={false}
        value={value}
        error={error}
        onChange={(next: Voice | null) => isVoice(next) && set(next)}
      />
    </Inherited>
  );
}

function OfflineVoiceField() {
  const voice = useField('voice', 'marin').value;
  const { value, own, inherit, set, error } = useField('offlineVoice', 'auto');
  return (
    <Inherited label="Offline voice" own={own} inherit={inherit}>
      <Select
        label="Offline voice"
        description="Without an account, and when OpenAI is down."
        data={offlineVoiceChoices(voice)}
        allowDeselect={false}
        value={value}
        error={error}
        onChange={(next: OfflineVoice | 'auto' | null) => isOfflineVoice(next) && set(next)}
      />
    </Inherited>
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

import { Accordion, Stack, Text, Textarea } from '@mantine/core';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { Origin } from './inherited.tsx';
import { useField } from './use-field.ts';

type Words = AgentSettings['translations'][string];

const FIELDS: { name: keyof Words; label: string }[] = [
  { name: 'greeting', label: 'Greeting for a new caller' },
  { name: 'returningGreeting', label: 'Greeting for a returning caller' },
  { name: 'closedGreeting', label: 'Greeting when closed' },
  { name: 'aiNotice', label: 'Notice that an AI speaks' },
  { name: 'recordingNotice', label: 'Notice of recording' },
];

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** The first words in the further languages, for callers who spoke one of them the last time. */
export function TranslationsSection() {
  const { value, own, inherit, set, wrong } = useField('translations', {});
  const languages = useField('languages', []).value;
  const change = (language: string, name: keyof Words, words: string) => {
    const { [name]: _, ...rest } = value[language] ?? {};
    set({ ...value, [language]: words.trim() === '' ? rest : { ...rest, [name]: words } });
  };
  return (
    <Section
      title="First words in other languages"
      lead="For callers who spoke that language the last time. What is left empty is said in the usual words of that language."
      actions={<Origin label="First words in other languages" own={own} inherit={inherit} />}
    >
      {languages.length === 0 ? (
        <Text size="sm" c="dimmed">
          Add further languages under Rules and limits first.
        </Text>
      ) : (
        <>
          <Accordion variant="separated">
            {languages.map((language) => (
              <Accordion.Item key={language} value={language}>
                <Accordion.Control>
                  {wrong.at(language).any === undefined ? (
                    nameOf(language)
                  ) : (
                    <StatusDot tone="bad">{nameOf(language)}: something is wrong here</StatusDot>
                  )}
                </Accordion.Control>
                <Accordion.Panel>
                  <Stack gap="sm">
                    {FIELDS.map(({ name, label }) => (
                      <Textarea
                        key={name}
                        label={label}
                        aria-label={`${label} in ${nameOf(language)}`}
                        autosize
                        minRows={1}
                        value={value[language]?.[name] ?? ''}
                        error={wrong.at(language, name).any}
                        onChange={(event) => change(language, name, event.currentTarget.value)}
                      />
                    ))}
                  </Stack>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
          <Problem text={wrong.own} />
        </>
      )}
    </Section>
  );
}

/** "Spanish" for `es`; a tag that is none stays as it is. */
function nameOf(language: string): string {
  try {
    return languageNames.of(language) ?? language;
  } catch {
    return language;
  }
}

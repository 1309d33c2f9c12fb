import { SimpleGrid, Switch, Text } from '@mantine/core';
import { CapFields } from '../../ui/cap-fields.tsx';
import type { Complaints } from '../../ui/field-errors.ts';
import { Section } from '../../ui/section.tsx';
import { CheckPanel } from './check-panel.tsx';
import { EngineChoice } from './engine-choice.tsx';
import { Guide } from './guide.tsx';
import { SecretField } from './secret-field.tsx';
import { type SettingEditor, TextSetting } from './text-setting.tsx';

interface PartProps {
  editor: SettingEditor;
}

/** Who runs the appliance, and how far it is set up. */
export function AgencyPart({ editor }: PartProps) {
  return (
    <>
      <Section title="Agency" lead="Your own name, as this panel and the statements of your tenants show it.">
        <TextSetting
          editor={editor}
          field="agencyName"
          label="Name of the agency"
          placeholder="Such as Northside Answering"
        />
        <Switch
          label="Show cost and markup on statements"
          description="On the pages to print and the CSV for tenants. Without it they show what the tenant pays, and nothing of what it cost you."
          checked={editor.edits.costOnStatements ?? editor.view.settings.costOnStatements}
          onChange={(event) => editor.set('costOnStatements', event.currentTarget.checked)}
        />
      </Section>
      <Guide view={editor.view} />
    </>
  );
}

/** The key of OpenAI, which engine answers, and with which models. */
export function OpenAiPart({ editor }: PartProps) {
  return (
    <>
      <Section
        title="OpenAI"
        lead="What hears, thinks and speaks. Without it the offline receptionist answers."
      >
        <SecretField name="OPENAI_API_KEY" view={editor.view} service="openai" />
        <CheckPanel
          service="openai"
          name="OpenAI"
          lead="Tries the key and the models; costs less than a hundredth of a cent."
        />
      </Section>
      <Section title="Engine" lead="Which receptionist takes calls.">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <EngineChoice editor={editor} />
          <TextSetting
            editor={editor}
            field="openaiBaseUrl"
            label="OpenAI address"
            placeholder="https://api.openai.com/v1"
          />
        </SimpleGrid>
      </Section>
      <Section title="Models" lead="An emptied name goes back to the usual one.">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextSetting editor={editor} field="realtimeModel" label="Model for calls" />
          <TextSetting editor={editor} field="transcriptionModel" label="Model for the caller’s words" />
          <TextSetting editor={editor} field="speechModel" label="Model for text-to-speech voices" />
          <TextSetting editor={editor} field="summaryModel" label="Model for summaries" />
        </SimpleGrid>
      </Section>
    </>
  );
}

/** The carrier's account. */
export function TwilioPart({ editor }: PartProps) {
  return (
    <Section
      title="Twilio"
      lead="The carrier that brings real calls. Both are on the first page of its console."
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextSetting
          editor={editor}
          field="twilioAccountSid"
          label="Twilio account SID"
          placeholder="AC and 32 hex digits"
        />
        <TextSetting
          editor={editor}
          field="twilioApiUrl"
          label="Twilio address"
          placeholder="https://api.twilio.com"
        />
      </SimpleGrid>
      <SecretField name="TWILIO_AUTH_TOKEN" view={editor.view} service="twilio" />
      <CheckPanel service="twilio" name="Twilio" lead="Tries the account and its numbers; costs nothing." />
    </Section>
  );
}

/** The mail server, and who sends. */
export function MailPart({ editor }: PartProps) {
  return (
    <>
      <Section title="E-mail" lead="How messages reach your tenants.">
        <SecretField name="SMTP_URL" view={editor.view} service="mail" />
        <TextSetting
          editor={editor}
          field="mailFrom"
          label="Sender of e-mails"
          placeholder="The account of the mail server"
        />
        <CheckPanel
          service="mail"
          name="e-mail"
          lead="Logs in, and sends one short e-mail to the sender itself."
        />
      </Section>
      <Section title="Text messages" lead="They go by Twilio, to tenants and, as follow-ups, to callers.">
        <TextSetting
          editor={editor}
          field="smsFrom"
          label="Number that sends text messages"
          placeholder="The tenant’s own first line"
        />
      </Section>
    </>
  );
}

export function LimitsPart({ editor, wrong }: PartProps & { wrong: Complaints }) {
  return (
    <Section
      title="Limits of all tenants together"
      lead="Days and months are UTC. At a limit, callers are politely asked for a message."
    >
      <CapFields
        value={editor.edits.caps ?? editor.view.settings.caps}
        wrong={wrong}
        onChange={(caps) => editor.set('caps', caps)}
      />
      <Text size="sm" c="dimmed">
        Each tenant has limits of its own besides, under Rules and limits on its page.
      </Text>
    </Section>
  );
}

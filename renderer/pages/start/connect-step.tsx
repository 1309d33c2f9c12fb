import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconHome2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { SettingsView } from '../../../server/contracts/settings.ts';
import { useSettings } from '../../api/get-settings.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { CheckPanel } from '../settings/check-panel.tsx';
import { SecretField } from '../settings/secret-field.tsx';
import { SavedSetting } from './saved-setting.tsx';

/** The accounts that bring real calls, each with a check. */
export function ConnectStep() {
  return (
    <Loaded query={useSettings()} what="The settings" loading={<Loading rows={3} height={150} />}>
      {(view) => <Connections view={view} />}
    </Loaded>
  );
}

function Connections({ view }: { view: SettingsView }) {
  return (
    <Stack gap="lg">
      <Section
        title="1. OpenAI: the voice"
        lead={
          <>
            In <Outside href="https://platform.openai.com/api-keys">platform.openai.com, API keys</Outside>,
            create a key and copy it. Without one the offline receptionist answers.
          </>
        }
      >
        <SecretField name="OPENAI_API_KEY" view={view} service="openai" />
        <CheckPanel service="openai" name="OpenAI" lead="Costs less than a hundredth of a cent." />
      </Section>
      <Section
        title="2. Twilio: the phone numbers"
        lead={
          <>
            On the first page of <Outside href="https://console.twilio.com">console.twilio.com</Outside>,
            under Account Info, copy the account SID and the auth token.
          </>
        }
      >
        <SavedSetting
          view={view}
          field="twilioAccountSid"
          label="Account SID"
          placeholder="AC and 32 hex digits"
        />
        <SecretField name="TWILIO_AUTH_TOKEN" view={view} service="twilio" />
        <CheckPanel service="twilio" name="Twilio" lead="Costs nothing." />
      </Section>
      <Section
        title="3. ngrok: the way in"
        lead={
          <>
            In{' '}
            <Outside href="https://dashboard.ngrok.com/get-started/your-authtoken">
              dashboard.ngrok.com
            </Outside>
            , copy your authtoken, and under Domains the domain. A domain of your own can be entered under{' '}
            <TextLink href="/settings/line">Public line</TextLink> instead.
          </>
        }
      >
        <SecretField name="NGROK_AUTHTOKEN" view={view} service="ngrok" />
        <SavedSetting view={view} field="ngrokDomain" label="Domain" placeholder="example.ngrok-free.app" />
        <CheckPanel service="ngrok" name="the public line" lead="Asks from outside, as Twilio would." />
      </Section>
      <Text size="sm" c="dimmed">
        At last, give a tenant one of your numbers under <TextLink href="/numbers">Numbers</TextLink>. It is
        pointed here by itself: ring it.
      </Text>
      <Group>
        <Button component={Link} href="/home" leftSection={<IconHome2 size={18} aria-hidden />}>
          Go to the home page
        </Button>
      </Group>
    </Stack>
  );
}

function Outside({ href, children }: { href: string; children: string }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" inherit underline="always">
      {children}
    </Anchor>
  );
}

import { Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SettingsView } from '../../../server/contracts/settings.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './settings.module.css';

interface Step {
  done: boolean;
  title: string;
  text: ReactNode;
}

/** What is still missing between a practice call and a real one. */
export function Guide({ view }: { view: SettingsView }) {
  const steps = stepsOf(view, useTenants().data ?? []);
  const open = steps.filter((step) => !step.done).length;
  return (
    <Section
      title="From practice to a real line"
      lead={
        open === 0 ? (
          'All done: real calls are answered.'
        ) : (
          <>
            Five steps; the practice line works all along. The <TextLink href="/start">guided start</TextLink>{' '}
            leads through them.
          </>
        )
      }
    >
      <ol className={classes.steps}>
        {steps.map(({ done, title, text }, index) => (
          <li key={title} className={classes.step} data-done={done || undefined}>
            <span className={classes.mark} aria-hidden>
              {done ? <IconCheck size={15} /> : index + 1}
            </span>
            <div>
              <Text size="sm" fw={600}>
                {title}
                <VisuallyHidden>{done ? ' (done)' : ' (to do)'}</VisuallyHidden>
              </Text>
              <Text size="sm" c="dimmed">
                {text}
              </Text>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function stepsOf(view: SettingsView, tenants: readonly TenantView[]): Step[] {
  return [
    {
      done: tenants.length > 0,
      title: 'Create a tenant and make a practice call',
      text: (
        <>
          Works without any account. Tenants are under <TextLink href="/tenants">Tenants</TextLink>.
        </>
      ),
    },
    {
      done: view.secrets.OPENAI_API_KEY.set,
      title: 'Enter an OpenAI API key',
      text: (
        <>
          Under <TextLink href="/settings/openai">OpenAI</TextLink>. Without one the offline receptionist
          answers, real calls too.
        </>
      ),
    },
    {
      done: view.secrets.TWILIO_AUTH_TOKEN.set && view.settings.twilioAccountSid !== null,
      title: 'Enter the Twilio account SID and auth token',
      text: (
        <>
          Under <TextLink href="/settings/twilio">Twilio</TextLink>. Both are on the first page of its
          console.
        </>
      ),
    },
    {
      done: view.tunnel.state === 'online',
      title: 'Open a public address',
      text: (
        <>
          Under <TextLink href="/settings/line">Public line</TextLink>: an ngrok authtoken and domain, or a
          domain of your own that leads to this computer.
        </>
      ),
    },
    {
      done:
        tenants.some((tenant) => tenant.phoneNumbers.length > 0) &&
        view.lines.some((line) => line.state === 'pointed'),
      title: 'Give a tenant one of your Twilio numbers',
      text: 'Under Numbers, or on the tenant’s page under Identity. Ringhouse points the number here and checks it. Then ring it.',
    },
  ];
}

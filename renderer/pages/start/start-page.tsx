import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { Page } from '../../ui/page.tsx';
import { AgencyStep } from './agency-step.tsx';
import { CallStep } from './call-step.tsx';
import { ConnectStep } from './connect-step.tsx';
import { StepList } from './step-list.tsx';
import { STEPS } from './steps.ts';
import { TenantStep } from './tenant-step.tsx';

const LEADS: Record<string, string> = {
  agency: 'In two minutes you will talk to your first AI receptionist. No account is needed for that.',
  tenant: 'Choose a trade. Its agent comes with a voice, a greeting, hours and sample answers.',
  call: 'It answers on this computer, without any account.',
  connect: 'For real calls, and the best voices. Each can wait, and is checked as soon as it is entered.',
};

/** The guided start: from an empty appliance to a first practice call, then to real ones. It can be left at any time. */
export default function StartPage({ step }: { step: string }) {
  const current = STEPS.find(({ id }) => id === step) ?? STEPS[0];
  return (
    <Page
      title={current.title}
      lead={LEADS[current.id]}
      actions={
        <Anchor component={Link} href="/home" size="sm">
          Leave the guided start
        </Anchor>
      }
    >
      <StepList current={current.id} />
      {current.id === 'agency' && <AgencyStep />}
      {current.id === 'tenant' && <TenantStep />}
      {current.id === 'call' && <CallStep />}
      {current.id === 'connect' && <ConnectStep />}
    </Page>
  );
}

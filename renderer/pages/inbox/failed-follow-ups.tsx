import type { FailedFollowUp } from '../../../server/contracts/message.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { DeliveryEntry } from './delivery-entry.tsx';
import classes from './inbox.module.css';

interface FailedFollowUpsProps {
  followUps: readonly FailedFollowUp[];
  tenants: readonly TenantView[];
}

/** Text messages to callers that could not be sent, of calls without a message. */
export function FailedFollowUps({ followUps, tenants }: FailedFollowUpsProps) {
  return (
    <Section title="Follow-ups that were not sent" lead="Text messages to callers after their call.">
      <ul className={classes.deliveries}>
        {followUps.map((followUp) => {
          const tenant = tenants.find(({ id }) => id === followUp.tenantId);
          return (
            <li key={followUp.id}>
              <DeliveryEntry
                messageId={followUp.messageId}
                delivery={followUp}
                about={
                  <>
                    From {tenant?.businessName ?? `tenant ${followUp.tenantId}`}, after{' '}
                    <TextLink href={`/calls/${followUp.callSid}`}>a call</TextLink>{' '}
                    <Moment iso={followUp.at} zone={tenant?.timeZone} />
                  </>
                }
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

import type { AlertKey } from '../contracts/alert-causes.ts';
import type { DeliveryChannel } from '../contracts/message.ts';
import type { Alerts } from '../platform/alerts.ts';
import type { TenantScope } from '../store/scope.ts';
import type { HeldDelivery } from './held.ts';

type Cause = Pick<HeldDelivery, 'channel' | 'purpose'>;

const WAYS: Readonly<Record<DeliveryChannel, string>> = {
  email: 'by e-mail',
  sms: 'by text message',
  webhook: 'by webhook',
};

/** Follow-ups fail for other reasons than messages: with them it is the caller's own phone. */
const causeOf = ({ channel, purpose }: Cause): string => (purpose === 'follow-up' ? purpose : channel);

export const sameCause = (one: Cause, other: Cause): boolean => causeOf(one) === causeOf(other);

const keyOf = ({ tenantId }: TenantScope, cause: Cause): AlertKey =>
  `undelivered:${tenantId}:${causeOf(cause)}`;

/** Tells the operator of what was not delivered: once per tenant and cause, until nothing of it is left. */
export class UndeliveredAlerts {
  readonly #alerts: Alerts;
  readonly #businessNameOf: (scope: TenantScope) => string;

  constructor(alerts: Alerts, businessNameOf: (scope: TenantScope) => string) {
    this.#alerts = alerts;
    this.#businessNameOf = businessNameOf;
  }

  failed(scope: TenantScope, delivery: HeldDelivery): void {
    const name = this.#businessNameOf(scope);
    const isFollowUp = delivery.purpose === 'follow-up';
    const what = isFollowUp
      ? `A text message to a caller of ${name} could not be sent.`
      : `A message for ${name} could not be delivered ${WAYS[delivery.channel]}.`;
    this.#alerts.raise({
      key: keyOf(scope, delivery),
      level: isFollowUp ? 'warning' : 'critical',
      message: `${what} ${delivery.problem ?? ''} It stays in the inbox until it is sent or dismissed.`,
      tenantIds: [scope.tenantId],
    });
  }

  /** One was retried, dismissed or erased; `left` says whether others of its cause are not delivered. */
  settled(scope: TenantScope, delivery: HeldDelivery, left: boolean): void {
    if (!left) this.#alerts.resolve(keyOf(scope, delivery));
  }
}

import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Outbound } from '../../platform/outbound.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { Channel, Post } from '../notifier.ts';

interface WebhookParts {
  clock: Clock;
  outbound: Pick<Outbound, 'request'>;
  /** The tenant's `WEBHOOK_SECRET`. */
  secret(scope: TenantScope): Promise<string | undefined>;
}

const TIMEOUT_MS = 10_000;
/** Nothing in the answer is used; a little is read so that the connection can be kept. */
const READ_BYTES = 1_024;

/**
 * Posts JSON. `Ringhouse-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">` proves the sender and the moment,
 * `Ringhouse-Delivery` is the same at every try.
 */
export function createWebhook({ clock, outbound, secret }: WebhookParts): Channel<Post> {
  return {
    async send(scope, { id, target, content: { body } }, signal) {
      const key = await secret(scope);
      if (key === undefined)
        throw new AppError(
          'misconfigured',
          'There is no secret to sign webhooks with. Set the secret WEBHOOK_SECRET of this tenant, then try again.',
        );
      const seconds = Math.floor(clock.now() / 1000);
      const mac = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
      const { status } = await outbound.request({
        url: target,
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Ringhouse',
          'ringhouse-signature': `t=${seconds},v1=${mac}`,
          'ringhouse-delivery': id,
        },
        body,
        timeoutMs: TIMEOUT_MS,
        maxBytes: READ_BYTES,
        signal,
      });
      if (status < 200 || status > 299) throw refusal(status, new URL(target).host);
    },
  };
}

function refusal(status: number, host: string): AppError {
  if (status >= 300 && status < 400)
    return new AppError(
      'upstream-failed',
      `${host} sends the webhook on to another address (${status}), which is not followed. Enter the final address.`,
    );
  const retryable = status >= 500 || status === 408 || status === 429;
  const then = retryable
    ? 'See there what is wrong.'
    : 'Check the address, and that the receiver knows the secret.';
  return new AppError('upstream-failed', `${host} did not take the webhook (${status}). ${then}`, {
    retryable,
  });
}

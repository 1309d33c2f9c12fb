import type { AgentSettings } from '../contracts/agent.ts';
import { callerMessage, type DeliveryTestResult } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Notifier } from '../notify/notifier.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { TenantScope } from '../store/scope.ts';
import { contentsOf } from './filing.ts';
import type { Letter } from './letter.ts';

export interface DeliveryTestParts {
  notifier: Notifier;
  clock: Clock;
  ids: Ids;
}

const LONGEST_MS = 20_000;

/** Sends a test message to every place that messages are delivered to, once each, and says what became of it. */
export async function testDelivery(
  { notifier, clock, ids }: DeliveryTestParts,
  scope: TenantScope,
  tenant: Tenant,
  { agentName, delivery }: Pick<AgentSettings, 'agentName' | 'delivery'>,
): Promise<DeliveryTestResult> {
  const id = ids.sid('test-');
  const at = isoNow(clock);
  const letter: Letter = {
    event: 'test',
    id,
    at,
    message: callerMessage.parse({
      name: 'Ringhouse',
      text: 'This is a test. Messages that callers leave will arrive here.',
      atMs: 0,
    }),
    tenant,
    agentName,
    record: { callSid: id, from: '', to: '', practice: false, startedAt: at, transcript: [] },
    withTranscript: false,
  };
  const late = new AbortController();
  const timer = clock.after(LONGEST_MS, () => late.abort());
  try {
    const results = contentsOf(letter, delivery).map(async ([target, content], index) => {
      const { channel } = content;
      try {
        await notifier.send(scope, { id: `${id}-${index}`, target, content }, late.signal);
        return { channel, target, ok: true, problem: null };
      } catch (error) {
        return { channel, target, ok: false, problem: messageOf(error) };
      }
    });
    return { results: await Promise.all(results) };
  } finally {
    timer.cancel();
  }
}

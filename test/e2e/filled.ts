import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { Appliance } from './appliance.ts';
import { holdCall, leaveMessage } from './held-call.ts';

const AGENT = {
  greeting: 'Hello, I am an AI.',
  silenceSeconds: 60,
  transfers: [
    {
      ...{ label: 'Billing', number: '+12125550142', when: 'Invoices', mode: 'warm' },
      schedule: { weekly: [], holidays: [] },
    },
  ],
  caps: { ...NO_CAPS, calls: 3, monthUsd: 50 },
  languages: ['es'],
  callFields: { type: 'object', properties: { policyNumber: { type: 'string' } } },
};

/**
 * Two tenants, two real practice calls at once, and what they leave. Resolves with the pages that show something only once
 * there were calls.
 */
export async function fill(appliance: Appliance): Promise<string[]> {
  await appliance.createTenant({ trade: 'dental', phoneNumber: '+15555550141', agent: AGENT });
  await appliance.createTenant({ businessName: 'Harbor Dental' });
  await appliance.api('PATCH', '/api/tenants/1', { agent: { personality: { warmth: 90 } } });
  await appliance.api('PATCH', '/api/tenants/1/draft', { agent: { agentName: 'Mia' } });
  const { knowledge } = appliance.server.context.control;
  await knowledge.reportUnanswered(tenantScope(1), 'Is there a lift?', 'CA1');
  const [taken, asked] = await Promise.all([
    leaveMessage(appliance, { tenantId: 1, from: '+12125550171' }),
    ask(appliance, 'Where are you located?'),
  ]);
  const [message] = (await appliance.api<InboxPage>('GET', '/api/messages')).body.messages;
  return [
    ...[`/calls/${taken.callSid}`, `/calls/${asked}?turn=1&find=located`, `/inbox/${message?.id}`],
    ...['/usage?tenant=1', '/home?tenant=1&days=7', '/tenants/1/callers?caller=12125550171'],
    ...['/data/tenant?tenant=1', '/numbers?find=141', '/audit?tenant=1', '/log?tenant=1'],
  ];
}

/** Asks tenant 2 one thing. Resolves with the call's SID. */
async function ask(appliance: Appliance, line: string): Promise<string> {
  const call = await holdCall(appliance, { tenantId: 2, from: '+12125550172' });
  call.type(line);
  await call.agentTurns(2);
  call.hangUp();
  await call.event(({ type }) => type === 'call.summarised');
  return call.callSid;
}

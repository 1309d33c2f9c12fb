import { alertPlace } from '../../contracts/alert-causes.ts';
import type { CallSummary } from '../../contracts/call.ts';
import type { Alert } from '../../contracts/events.ts';
import type { Matter } from '../../contracts/home.ts';
import type { LineStatus, TunnelStatus } from '../../contracts/settings.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import { diskLowWords } from '../../platform/disk.ts';

/** Everything that is looked at to say whether all is well. */
export interface Situation {
  alerts: readonly Alert[];
  tenants: readonly Pick<Tenant, 'id' | 'businessName' | 'status' | 'phoneNumbers'>[];
  tunnel: TunnelStatus;
  lines: readonly LineStatus[];
  hasCarrier: boolean;
  /** There is a key for OpenAI, whether or not it is in use. */
  hasModel: boolean;
  diskLow: boolean;
  freeBytes: number;
  /** Messages that were not delivered. */
  undelivered: number;
  /** Calls of the last 24 hours. */
  recentCalls: readonly Pick<CallSummary, 'endReason'>[];
  /** Real calls of the last 30 days with flags that nobody has looked at. */
  toReview: number;
  /** Tenants that callers reach, whose agents still answer with samples. */
  withSamples: readonly Pick<Tenant, 'id' | 'businessName'>[];
}

const LEVELS: readonly Matter['level'][] = ['critical', 'warning', 'hint'];

/** What is not well, or still to be done, the most urgent first. */
export function mattersOf(situation: Situation): Matter[] {
  const matters = [
    ...alertMatters(situation.alerts),
    ...diskMatter(situation),
    ...lineMatters(situation),
    ...callMatters(situation),
    ...sampleMatters(situation),
    ...hints(situation),
  ];
  return matters.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

function alertMatters(alerts: readonly Alert[]): Matter[] {
  return (
    alerts
      // How much room is left is told as it is now.
      .filter(({ key, resolvedAt, level }) => resolvedAt === null && level !== 'info' && key !== 'disk-low')
      .map(({ id, key, level, message }) => {
        const { href, action } = alertPlace(key) ?? { href: null, action: null };
        return { id, level: level === 'critical' ? 'critical' : 'warning', text: message, href, action };
      })
  );
}

function diskMatter({ diskLow, freeBytes }: Situation): Matter[] {
  if (!diskLow) return [];
  return [
    {
      id: 'disk-low',
      level: 'warning',
      text: diskLowWords(freeBytes),
      href: '/settings/about',
      action: 'See what takes room',
    },
  ];
}

function lineMatters({ tenants, tunnel, lines, hasCarrier }: Situation): Matter[] {
  const assigned = numbersOf(tenants);
  const wrong = lines.filter(({ state }) => state !== 'pointed');
  if (wrong.length > 0)
    return [
      {
        id: 'lines',
        level: 'warning',
        text: `${several(wrong.length, 'number does', 'numbers do')} not ring here. ${wrong[0]?.problem ?? ''}`.trim(),
        href: '/numbers',
        action: 'See the numbers',
      },
    ];
  // A tunnel that failed has an alert of its own.
  if (assigned === 0 || tunnel.state === 'failed' || tunnel.state === 'connecting') return [];
  const numbers = several(assigned, 'number is', 'numbers are');
  if (!hasCarrier)
    return [
      {
        id: 'no-carrier',
        level: 'warning',
        text: `${numbers} given to tenants, but Twilio is not connected, so only practice calls come in.`,
        href: '/start/connect',
        action: 'Connect Twilio',
      },
    ];
  if (tunnel.state === 'online') return [];
  return [
    {
      id: 'no-address',
      level: 'warning',
      text: `${numbers} given to tenants, but there is no public address, so only practice calls come in.`,
      href: '/settings/line',
      action: 'Open a public address',
    },
  ];
}

const BAD_ENDS: ReadonlySet<CallSummary['endReason']> = new Set([
  'stream-lost',
  'model-failed',
  'overloaded',
  'interrupted',
  'internal-error',
]);

function callMatters({ recentCalls, toReview, undelivered, alerts }: Situation): Matter[] {
  const matters: Matter[] = [];
  const bad = recentCalls.filter(({ endReason }) => BAD_ENDS.has(endReason)).length;
  if (bad > 0)
    matters.push({
      id: 'bad-calls',
      level: 'warning',
      text: `${several(bad, 'call', 'calls')} of the last 24 hours broke off.`,
      href: '/calls',
      action: 'See the calls',
    });
  if (toReview > 0)
    matters.push({
      id: 'to-review',
      level: 'warning',
      text: `${several(toReview, 'call', 'calls')} of the last 30 days ${toReview === 1 ? 'has' : 'have'} flags that nobody has looked at.`,
      href: '/calls?flagged=new&kind=real',
      action: 'Look at them',
    });
  const told = alerts.some(({ key, resolvedAt }) => key.startsWith('undelivered') && resolvedAt === null);
  if (undelivered > 0 && !told)
    matters.push({
      id: 'undelivered',
      level: 'warning',
      text: `${several(undelivered, 'message was', 'messages were')} not delivered.`,
      href: '/inbox?state=undelivered',
      action: 'Open the inbox',
    });
  return matters;
}

function sampleMatters({ withSamples, hasCarrier }: Situation): Matter[] {
  const [first] = withSamples;
  if (!first) return [];
  const others = withSamples.length - 1;
  const whose =
    others === 0 ? first.businessName : `${first.businessName} and ${several(others, 'other', 'others')}`;
  return [
    {
      id: 'samples',
      level: 'warning',
      text: `${hasCarrier ? 'Real callers' : 'Callers'} of ${whose} are answered with sample answers. Replace them with what is true.`,
      href: `/tenants/${first.id}/knowledge`,
      action: 'Replace the samples',
    },
  ];
}

function hints({ tenants, hasModel, hasCarrier }: Situation): Matter[] {
  if (tenants.length === 0)
    return [
      {
        id: 'no-tenant',
        level: 'hint',
        text: 'There is no tenant yet.',
        href: '/start',
        action: 'Make the first one',
      },
    ];
  // Where tenants have numbers, that Twilio is missing is no mere hint.
  const missing = [
    ...(hasModel ? [] : ['OpenAI']),
    ...(hasCarrier || numbersOf(tenants) > 0 ? [] : ['Twilio']),
  ];
  if (missing.length === 0) return [];
  return [
    {
      id: 'connect',
      level: 'hint',
      text: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not connected yet; practice calls work without.`,
      href: '/start/connect',
      action: 'Connect',
    },
  ];
}

/** How many numbers ring, or should. */
const numbersOf = (tenants: Situation['tenants']): number =>
  tenants.reduce(
    (sum, { status, phoneNumbers }) => sum + (status === 'cancelled' ? 0 : phoneNumbers.length),
    0,
  );

const several = (count: number, one: string, many: string): string =>
  count === 1 ? `One ${one}` : `${count} ${many}`;

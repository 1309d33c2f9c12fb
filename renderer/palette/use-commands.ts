import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconBuildingStore,
  IconCopy,
  IconDatabaseExport,
  IconHistory,
  IconKeyboard,
  IconPhone,
  IconPlugConnected,
  IconPlus,
  IconShieldCheck,
  IconSunMoon,
  IconUser,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { CallSummary } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { usePractice } from '../phone/practice-context.tsx';
import { ALL_PLACES } from '../shell/places.ts';
import { duplicate } from '../ui/duplicate.ts';
import { ERASED, phone, plural } from '../ui/words.ts';
import { dateTime } from '../ui/zones.ts';
import type { Command, CommandGroup } from './command.ts';
import { TENANT_PARTS } from './tenant-parts.ts';

type Go = (href: string) => void;

/** Everything that can be gone to or done without looking anything up. */
export function useCommands(tenants: readonly TenantView[], showHelp: () => void): CommandGroup[] {
  const [, navigate] = useLocation();
  const { open } = usePractice();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return useMemo(() => {
    const go: Go = (href) => navigate(href);
    return [
      { label: 'Pages', commands: pages(go) },
      { label: 'Tenants', commands: tenants.map((tenant) => toTenant(tenant, go)) },
      {
        label: 'Do',
        commands: [
          ...acts(go),
          {
            id: 'colours',
            label: dark ? 'Use light colours' : 'Use dark colours',
            Icon: IconSunMoon,
            words: 'theme dark light mode switch colors',
            run: () => setColorScheme(dark ? 'light' : 'dark'),
          },
          {
            id: 'keys',
            label: 'Keyboard shortcuts',
            Icon: IconKeyboard,
            words: 'keys help hotkeys',
            run: showHelp,
          },
          {
            id: 'practice',
            label: 'Practice call',
            Icon: IconPhone,
            words: 'phone test ring try',
            run: () => open(),
          },
          ...tenants.map(({ id, businessName }) => ({
            id: `practice-${id}`,
            label: `Practice call to ${businessName}`,
            Icon: IconPhone,
            words: 'phone test ring try agent',
            run: () => open(id),
          })),
          ...tenants.map(({ id, businessName }) => ({
            id: `duplicate-${id}`,
            label: `Duplicate ${businessName}`,
            description: 'Make another one like it',
            Icon: IconCopy,
            words: 'copy clone similar like template',
            run: () => go(duplicate(id)),
          })),
        ],
      },
      { label: 'Parts of a tenant', commands: tenants.flatMap((tenant) => toParts(tenant, go)) },
    ];
  }, [tenants, navigate, open, dark, setColorScheme, showHelp]);
}

const pages = (go: Go): Command[] => [
  ...ALL_PLACES.map(({ href, label, Icon, words }) => ({
    id: href,
    label,
    Icon,
    words,
    run: () => go(href),
  })),
  {
    id: '/defaults',
    label: 'Defaults of all agents',
    Icon: IconAdjustmentsHorizontal,
    words: 'inherit voice greeting personality',
    run: () => go('/defaults'),
  },
];

const CONNECTIONS = [
  { part: 'openai', name: 'OpenAI' },
  { part: 'twilio', name: 'Twilio' },
  { part: 'line', name: 'the line (ngrok, or a domain)' },
  { part: 'mail', name: 'a mail server' },
];

const acts = (go: Go): Command[] => [
  {
    id: 'new-tenant',
    label: 'New tenant',
    Icon: IconPlus,
    words: 'create add client customer business',
    run: () => go('/tenants?new'),
  },
  {
    id: 'backup',
    label: 'Back up everything',
    Icon: IconDatabaseExport,
    words: 'backup now save export',
    run: () => go('/data/backup'),
  },
  {
    id: 'verify',
    label: 'Verify the audit log',
    Icon: IconShieldCheck,
    words: 'check chain hash',
    run: () => go('/audit?verify'),
  },
  ...CONNECTIONS.map(({ part, name }) => ({
    id: `connect-${part}`,
    label: `Connect ${name}`,
    Icon: IconPlugConnected,
    words: 'key settings account tunnel smtp check',
    run: () => go(`/settings/${part}`),
  })),
];

const toTenant = ({ id, businessName, phoneNumbers }: TenantView, go: Go): Command => ({
  id: `tenant-${id}`,
  label: businessName,
  description: phoneNumbers.map(phone).join(', ') || 'No number yet',
  Icon: IconBuildingStore,
  words: `tenant ${id} ${phoneNumbers.join(' ')}`,
  run: () => go(`/tenants/${id}`),
});

const toParts = ({ id, businessName }: TenantView, go: Go): Command[] =>
  TENANT_PARTS.map(({ value, label }) => ({
    id: `tenant-${id}-${value}`,
    label: `${businessName}: ${label}`,
    Icon: IconBuildingStore,
    run: () => go(`/tenants/${id}/${value}`),
  }));

/** The latest calls, or those that were found. */
export function callCommands(
  calls: readonly CallSummary[],
  tenants: readonly TenantView[],
  go: Go,
): CommandGroup[] {
  const nameOf = (tenantId: number) =>
    tenants.find(({ id }) => id === tenantId)?.businessName ?? `Tenant ${tenantId}`;
  const callers = new Map<string, CallSummary[]>();
  for (const call of calls) {
    const key = `${call.tenantId} ${call.from}`;
    callers.set(key, [...(callers.get(key) ?? []), call]);
  }
  return [
    {
      label: 'Callers',
      commands: [...callers].flatMap(([key, theirs]) => {
        const [latest] = theirs;
        // Nobody can look for the calls of a number that is not known any more.
        if (!latest || latest.from === ERASED) return [];
        const { from, tenantId } = latest;
        return {
          id: `caller-${key}`,
          label: `${phone(from)} at ${nameOf(tenantId)}`,
          description: `${plural(theirs.length, 'recent call')}; all calls of this number`,
          Icon: IconUser,
          words: `caller ${from}`,
          run: () => go(`/calls?${new URLSearchParams({ caller: from, tenant: String(tenantId) })}`),
        };
      }),
    },
    {
      label: 'Recent calls',
      commands: calls.map(({ callSid, from, tenantId, startedAt, state, summary }) => ({
        id: callSid,
        label: `Call of ${phone(from)}, ${dateTime(startedAt)}`,
        description: [nameOf(tenantId), summary].filter(Boolean).join(': '),
        Icon: IconHistory,
        words: `${from} ${callSid.toLowerCase()}`,
        run: () => go(state === 'ended' ? `/calls/${callSid}` : `/live/${callSid}`),
      })),
    },
  ];
}

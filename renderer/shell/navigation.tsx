import { VisuallyHidden } from '@mantine/core';
import {
  IconBroadcast,
  IconBuildingStore,
  IconHistory,
  IconInbox,
  IconReceipt2,
  IconSettings,
} from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useInboxCounts } from '../api/get-inbox-counts.ts';
import { useLiveCalls } from '../events/use-live-calls.ts';
import classes from './shell.module.css';

const PLACES = [
  { href: '/live', label: 'Live', Icon: IconBroadcast },
  { href: '/calls', label: 'Calls', Icon: IconHistory },
  { href: '/inbox', label: 'Inbox', Icon: IconInbox },
  { href: '/tenants', label: 'Tenants', Icon: IconBuildingStore },
  { href: '/usage', label: 'Usage', Icon: IconReceipt2 },
  { href: '/settings', label: 'Settings', Icon: IconSettings },
];

/** The places of the panel, in the side bar or, on a narrow screen, at the bottom. */
export function Navigation() {
  const [path] = useLocation();
  const { calls } = useLiveCalls();
  const live = calls?.length ?? 0;
  return PLACES.map(({ href, label, Icon }) => {
    const current =
      path === href || path.startsWith(`${href}/`) || (href === '/tenants' && path.startsWith('/defaults'));
    return (
      <Link key={href} href={href} className={classes.navlink} aria-current={current ? 'page' : undefined}>
        <Icon size={19} stroke={1.7} aria-hidden />
        {label}
        {href === '/live' && live > 0 && (
          <span className={classes.count}>
            {live}
            <VisuallyHidden> in progress</VisuallyHidden>
          </span>
        )}
        {href === '/inbox' && <InboxMark />}
      </Link>
    );
  });
}

/** How many messages are still to be done; red when some were not delivered. */
function InboxMark() {
  const { data } = useInboxCounts();
  if (!data || (data.open === 0 && data.undelivered === 0)) return null;
  const alarmed = data.undelivered > 0;
  return (
    <span className={classes.count} data-alarmed={alarmed || undefined}>
      {data.open > 0 ? data.open : <span aria-hidden>!</span>}
      <VisuallyHidden>
        {data.open > 0 ? ' open' : ''}
        {alarmed ? ` ${data.undelivered} not delivered` : ''}
      </VisuallyHidden>
    </span>
  );
}

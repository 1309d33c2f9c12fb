import { VisuallyHidden } from '@mantine/core';
import { IconBroadcast, IconBuildingStore, IconHistory, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useLiveCalls } from '../events/use-live-calls.ts';
import classes from './shell.module.css';

const PLACES = [
  { href: '/live', label: 'Live', Icon: IconBroadcast },
  { href: '/calls', label: 'Calls', Icon: IconHistory },
  { href: '/tenants', label: 'Tenants', Icon: IconBuildingStore },
  { href: '/settings', label: 'Settings', Icon: IconSettings },
];

/** The four places of the panel, in the side bar or, on a narrow screen, at the bottom. */
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
      </Link>
    );
  });
}

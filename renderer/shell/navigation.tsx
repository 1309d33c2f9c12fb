import { Text, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { Link, useLocation } from 'wouter';
import { useInboxCounts } from '../api/get-inbox-counts.ts';
import { useLiveCalls } from '../events/use-live-calls.ts';
import { ALL_PLACES, isAt, PLACES, type Place } from './places.ts';
import classes from './shell.module.css';

/** The places of the panel in their groups, for the side bar. */
export function Navigation() {
  return PLACES.map(({ label, places }) => <Group key={label} label={label} places={places} />);
}

function Group({ label, places }: { label: string; places: readonly Place[] }) {
  const id = useId();
  return (
    <div className={classes.group}>
      <Text id={id} size="xs" c="dimmed" fw={600} className={classes.groupLabel}>
        {label}
      </Text>
      <PlaceList places={places} labelledBy={id} />
    </div>
  );
}

interface PlaceListProps {
  places: readonly Place[];
  labelledBy?: string;
  onGo?(): void;
}

export function PlaceList({ places, labelledBy, onGo }: PlaceListProps) {
  return (
    <ul className={classes.places} aria-labelledby={labelledBy}>
      {places.map((place) => (
        <li key={place.href}>
          <PlaceLink place={place} onGo={onGo} />
        </li>
      ))}
    </ul>
  );
}

export function PlaceLink({ place, onGo }: { place: Place; onGo?: (() => void) | undefined }) {
  const [path] = useLocation();
  const { href, label, Icon } = place;
  return (
    <Link
      href={href}
      className={classes.navlink}
      aria-current={isAt(place, path) ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon size={19} stroke={1.7} aria-hidden />
      {label}
      {href === '/live' && <LiveMark />}
      {href === '/inbox' && <InboxMark />}
    </Link>
  );
}

/** The places that a bottom bar shows, and those behind its "More". */
export const MOST_USED = ALL_PLACES.slice(0, 4);
export const OTHERS = ALL_PLACES.slice(4);

function LiveMark() {
  const live = useLiveCalls().calls?.length ?? 0;
  if (live === 0) return null;
  return (
    <span className={classes.count}>
      {live}
      <VisuallyHidden> in progress</VisuallyHidden>
    </span>
  );
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

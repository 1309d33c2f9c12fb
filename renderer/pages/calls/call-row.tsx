import { Badge, Group, Skeleton, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallSummary } from '../../../server/contracts/call.ts';
import type { CallHit } from '../../../server/contracts/history.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { FlagBadges } from '../../ui/call-flags.tsx';
import { standing } from '../../ui/call-words.ts';
import { Moment } from '../../ui/moment.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { clockTime, money, phone } from '../../ui/words.ts';
import classes from './calls-list.module.css';

interface CallRowProps {
  call: CallSummary;
  hit: CallHit | undefined;
  tenant: TenantView | undefined;
  /** Where the row leads. */
  href: string;
}

/** The cells of one call. */
export function CallRow({ call, hit, tenant, href }: CallRowProps) {
  const name = tenant?.businessName ?? `Tenant ${call.tenantId}`;
  return (
    <>
      <td className={classes.caller}>
        <Link href={href} className="row-link">
          <Text span size="sm" fw={550} className="tabular nowrap">
            {phone(call.from)}
          </Text>
        </Link>
        {call.practice && (
          <Badge size="sm" variant="light" color="gray" tt="none" style={{ flexShrink: 0 }}>
            {call.draft ? 'Draft' : 'Practice'}
          </Badge>
        )}
      </td>
      <td className={classes.tenant}>
        <Text size="sm" truncate title={name}>
          {name}
        </Text>
      </td>
      <td className={classes.when}>
        <Moment iso={call.startedAt} zone={tenant?.timeZone} />
        <Text size="xs" c="dimmed" visibleFrom="sm" mt={3}>
          {atClock(call.startedAt)}
        </Text>
      </td>
      <td className={classes.length}>{call.durationMs === null ? '–' : clockTime(call.durationMs)}</td>
      <td className={classes.outcome}>
        <Outcome call={call} hit={hit} />
      </td>
      <td className={classes.cost}>{money(call.costUsd)}</td>
    </>
  );
}

/** `Nov 22, 3:37 PM`, where the viewer is. */
const atClock = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(iso));

/** Stands for a call that is being fetched. */
export function RowToCome() {
  return (
    <td className={classes.toCome}>
      <Skeleton height={12} width="60%" radius="sm" aria-label="Loading" />
    </td>
  );
}

/** What a call came to, what to look at in it, and what it was about or where the words stand in it. */
function Outcome({ call, hit }: { call: CallSummary; hit: CallHit | undefined }) {
  const { text, tone } = standing(call);
  return (
    <>
      <Group gap="xs">
        <Text span size="sm">
          <StatusDot tone={tone} pulse={call.endReason === null}>
            {text}
          </StatusDot>
        </Text>
        <FlagBadges flags={call.flags} isReviewed={call.reviewedAt !== null} />
      </Group>
      {hit && hit.excerpt.length > 0 ? (
        <Text size="xs" c="dimmed" lineClamp={2} mt={3}>
          {hit.excerpt.map((piece, index) =>
            // The pieces of an excerpt keep their place.
            piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text,
          )}
        </Text>
      ) : (
        call.summary && (
          <Text size="xs" c="dimmed" lineClamp={1} mt={3} title={call.summary}>
            {call.summary}
          </Text>
        )
      )}
    </>
  );
}

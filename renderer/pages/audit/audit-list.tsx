import { Paper, Text } from '@mantine/core';
import { memo } from 'react';
import type { AuditEntry } from '../../../server/contracts/audit.ts';
import { Moment } from '../../ui/moment.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count } from '../../ui/words.ts';
import classes from './audit.module.css';
import { deed, details, seenAt, whoActed } from './audit-words.ts';

interface Business {
  id: number;
  businessName: string;
  timeZone: string;
}

interface AuditListProps {
  entries: readonly AuditEntry[];
  tenants: readonly Business[];
}

/** Who did what, when and to whom: a line each. */
export function AuditList({ entries, tenants }: AuditListProps) {
  return (
    <Paper>
      <ul className={classes.list} aria-label="Entries">
        {entries.map((entry) => (
          <Entry
            key={entry.sequence}
            entry={entry}
            tenant={tenants.find(({ id }) => id === entry.tenantId)}
          />
        ))}
      </ul>
    </Paper>
  );
}

interface EntryProps {
  entry: AuditEntry;
  tenant: Business | undefined;
}

/** Entries never change: as more come, those that are there are not rendered again. */
const Entry = memo(function Entry({ entry, tenant }: EntryProps) {
  return (
    <li className={classes.entry}>
      <Moment iso={entry.at} zone={tenant?.timeZone} c="dimmed" />
      <Words entry={entry} tenant={tenant} />
      <Text size="xs" c="dimmed" className="tabular" title={`Fingerprint ${entry.hash}`}>
        {count(entry.sequence)}
      </Text>
    </li>
  );
});

function Words({ entry, tenant }: EntryProps) {
  const { before, after } = deed(entry);
  const more = details(entry);
  const place = seenAt(entry);
  return (
    <Text size="sm" component="div" className={classes.what}>
      {whoActed(entry.by)} {before}
      {after !== null && (
        <>
          {tenant ? (
            <TextLink href={`/tenants/${tenant.id}`}>{tenant.businessName}</TextLink>
          ) : (
            `tenant ${entry.tenantId}`
          )}
          {after}
        </>
      )}
      {more.length > 0 && <span className={classes.more}>: {more.join('; ')}</span>}
      {place && (
        <>
          {' · '}
          <TextLink href={place.href}>{place.label}</TextLink>
        </>
      )}
    </Text>
  );
}

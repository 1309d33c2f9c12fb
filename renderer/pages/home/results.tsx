import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import { type EndReason, endReason } from '../../../server/contracts/call.ts';
import type { TrendDay } from '../../../server/contracts/home.ts';
import { type CallOutcome, callOutcome } from '../../../server/contracts/reading.ts';
import { OUTCOME } from '../../ui/call-words.ts';
import { count, END_SHORT, plural } from '../../ui/words.ts';
import classes from './home.module.css';
import { total } from './trend-words.ts';

interface ResultsProps {
  days: readonly TrendDay[];
  tenantId: number | null;
}

/** What the real calls of these days came to, each figure with the way to its calls. */
export function Results({ days, tenantId }: ResultsProps) {
  const calls = total(days, (day) => day.calls);
  if (calls === 0)
    return (
      <Text size="sm" c="dimmed">
        What calls came to is told of real calls, and there is none in these days.
      </Text>
    );
  const hrefOf = (filter: Record<string, string>): string => {
    const [from = '', to = ''] = [days[0]?.day, days.at(-1)?.day];
    const query = new URLSearchParams({ from, to, ...filter, kind: 'real' });
    if (tenantId !== null) query.set('tenant', String(tenantId));
    return `/calls?${query}`;
  };
  const outcomes = callOutcome.options.map((outcome: CallOutcome) => ({
    label: OUTCOME[outcome].text,
    calls: total(days, (day) => day.outcomes[outcome] ?? 0),
    href: hrefOf({ outcome }),
  }));
  const unread = calls - total(outcomes, (outcome) => outcome.calls);
  const endings = endReason.options.map((ending: EndReason) => ({
    label: END_SHORT[ending],
    calls: total(days, (day) => day.endings[ending] ?? 0),
    href: hrefOf({ ending }),
  }));
  const flagged = total(days, (day) => day.flagged);
  const tried = total(days, ({ transfers }) => transfers.tried);
  const accepted = total(days, ({ transfers }) => transfers.accepted);
  return (
    <div className={classes.results}>
      <Bars title="What calls came to" bars={outcomes} of={calls}>
        {unread > 0 && <>Not known of {plural(unread, 'call')}.</>}
      </Bars>
      <Bars title="How calls ended" bars={endings} of={calls}>
        {tried > 0 && (
          <>
            {plural(tried, 'try', 'tries')} to put somebody through, {count(accepted)} taken.{' '}
          </>
        )}
      </Bars>
      <Bars
        title="To look at"
        bars={[{ label: 'Flagged', calls: flagged, href: hrefOf({ flagged: 'new' }) }]}
        of={calls}
      >
        {flagged === 0 && <>No call has a flag that nobody has looked at.</>}
      </Bars>
    </div>
  );
}

interface Bar {
  label: string;
  calls: number;
  /** Where these calls are listed. */
  href: string;
}

interface BarsProps {
  title: string;
  bars: readonly Bar[];
  /** How many calls all bars are a part of. */
  of: number;
  /** A line beneath. */
  children: ReactNode;
}

/** The most frequent first; what did not occur is left out. */
function Bars({ title, bars, of, children }: BarsProps) {
  const id = useId();
  const shown = bars.filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id}>
        {title}
      </Title>
      {shown.length > 0 && (
        <ul className={classes.bars}>
          {shown.map(({ label, calls, href }) => (
            <li key={label}>
              <Link href={href} className={classes.bar}>
                <span>{label}</span>
                <span className="tabular">
                  {count(calls)} · {count(Math.round((calls / of) * 100))} %
                </span>
                <span className={classes.part} aria-hidden>
                  <span style={{ width: `${(calls / of) * 100}%` }} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </section>
  );
}

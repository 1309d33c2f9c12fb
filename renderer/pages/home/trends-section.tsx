import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'wouter';
import { TREND_DAYS } from '../../../server/contracts/home.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useTrends } from '../../api/get-trends.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './home.module.css';
import { Results } from './results.tsx';
import { TrendTable } from './trend-table.tsx';

// The charts are larger than all the rest of this page.
const TrendCharts = lazy(() => import('./trend-charts.tsx'));

const ALL = 'all';
const [, USUAL_DAYS] = TREND_DAYS;

/** Calls, minutes, answer time and cost, day by day. What is shown stands in the address. */
export function TrendsSection() {
  const [params, setParams] = useSearchParams();
  const days = TREND_DAYS.find((known) => String(known) === params.get('days')) ?? USUAL_DAYS;
  const tenants = useTenants().data ?? [];
  const tenant = tenants.find(({ id }) => String(id) === params.get('tenant'));
  const inTable = params.get('view') === 'table';
  const query = useTrends(days, tenant?.id ?? null);
  const choose = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Section
      title="Day by day"
      lead="Days are those of your time zone. Minutes, answer time and cost count practice calls as well; what calls came to does not."
      actions={
        <Group gap="xs">
          <Select
            aria-label="Whose calls"
            w={190}
            searchable
            allowDeselect={false}
            data={[
              { value: ALL, label: 'All tenants' },
              ...tenants.map(({ id, businessName }) => ({ value: String(id), label: businessName })),
            ]}
            value={tenant ? String(tenant.id) : ALL}
            onChange={(value) => choose('tenant', value === ALL ? null : value)}
          />
          <SegmentedControl
            aria-label="Range"
            data={TREND_DAYS.map((value) => ({ value: String(value), label: `${value} days` }))}
            value={String(days)}
            onChange={(value) => choose('days', value === String(USUAL_DAYS) ? null : value)}
          />
          <SegmentedControl
            aria-label="Shown as"
            data={[
              { value: 'charts', label: 'Charts' },
              { value: 'table', label: 'Table' },
            ]}
            value={inTable ? 'table' : 'charts'}
            onChange={(value) => choose('view', value === 'table' ? 'table' : null)}
          />
        </Group>
      }
    >
      <Loaded query={query} what="The days" loading={<Placeholder />}>
        {(trend) =>
          trend.every(({ calls, practiceCalls }) => calls + practiceCalls === 0) ? (
            <Text size="sm" c="dimmed" className={classes.nothing}>
              No call in these {days} days. A practice call counts as well:{' '}
              <TextLink href="/start/call">make one</TextLink>.
            </Text>
          ) : (
            <>
              {inTable ? (
                <TrendTable days={trend} />
              ) : (
                <Suspense fallback={<Placeholder />}>
                  <TrendCharts days={trend} />
                </Suspense>
              )}
              <Results days={trend} tenantId={tenant?.id ?? null} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

/** As high as the charts, so that nothing moves when they come. */
function Placeholder() {
  return (
    <div className={classes.charts} role="status" aria-label="Loading">
      {['calls', 'minutes', 'answers', 'cost'].map((name) => (
        <Skeleton key={name} height={258} radius="lg" />
      ))}
    </div>
  );
}

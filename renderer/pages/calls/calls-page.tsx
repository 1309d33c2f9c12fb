import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { useLocation, useSearchParams } from 'wouter';
import type { SearchState } from '../../../server/contracts/history.ts';
import { useNewestCalls } from '../../api/get-calls.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { count, plural } from '../../ui/words.ts';
import {
  addressOf,
  type CallFilter,
  narrowings,
  queryOf,
  readFilter,
  withoutFilters,
} from './call-filters.ts';
import { CallsList } from './calls-list.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { MonthFigures } from './month-figures.tsx';

/** The history of calls: searched, filtered, exported. What is shown stands in the address. */
export default function CallsPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const filter = readFilter(params);
  const query = queryOf(filter);
  const newest = useNewestCalls(query);
  const isFiltered = filter.text !== '' || narrowings(filter).length > 0;
  const show = (next: CallFilter, passing = false): void => navigate(addressOf(next), { replace: passing });
  return (
    <Page
      title="Calls"
      lead="Every call with its transcript, newest first."
      actions={<ExportMenu query={query} total={newest.data?.total ?? 0} />}
    >
      <FilterBar filter={filter} onChange={show} />
      {!isFiltered && <MonthFigures tenantId={filter.tenant} />}
      <Loaded query={newest} what="The calls">
        {({ search, total }) => (
          <Stack gap="sm">
            {filter.text !== '' && <SearchProgress search={search} />}
            {(isFiltered || total > 0) && (
              <Text size="sm" c="dimmed" role="status">
                {plural(total, 'call')}
                {isFiltered && (total === 1 ? ' fits' : ' fit')}
              </Text>
            )}
            {total > 0 ? (
              <CallsList
                // Another list begins at its top.
                key={query}
                query={query}
                total={total}
                isStale={newest.isPlaceholderData}
                text={filter.text}
              />
            ) : isFiltered ? (
              <NothingFits onClear={() => show(withoutFilters(filter))} isReading={isReading(search)} />
            ) : (
              <NoCalls tenantId={filter.tenant} />
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const isReading = ({ indexed, total }: SearchState): boolean => indexed < total;

/** After a start transcripts are read once, newest first. */
function SearchProgress({ search }: { search: SearchState }) {
  if (!isReading(search)) return null;
  const { indexed, total } = search;
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Progress
        value={(100 * indexed) / total}
        w={120}
        aria-label="Transcripts read"
        style={{ flexShrink: 0 }}
      />
      <Text size="sm" c="dimmed">
        {count(indexed)} of {count(total)} calls can be searched so far; the others are being read.
      </Text>
    </Group>
  );
}

function NothingFits({ onClear, isReading: reading }: { onClear(): void; isReading: boolean }) {
  return (
    <Empty
      icon={<IconSearchOff size={24} />}
      title="No call fits"
      action={
        <Button variant="default" onClick={onClear}>
          Clear search and filters
        </Button>
      }
    >
      {reading
        ? 'Not all transcripts can be searched yet. What is found will appear here by itself.'
        : 'Look for fewer words, or take a filter away.'}
    </Empty>
  );
}

function NoCalls({ tenantId }: { tenantId: number | null }) {
  const { open } = usePractice();
  return (
    <Empty
      icon={<IconHistory size={24} />}
      title={tenantId === null ? 'No calls yet' : 'This tenant has had no calls'}
      action={<Button onClick={() => open(tenantId ?? undefined)}>Make a practice call</Button>}
    >
      Each call leaves its transcript, summary and cost here. A practice call is kept too, marked as such.
    </Empty>
  );
}

import { Button, Center } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { Failed } from './states.tsx';

interface PagedQuery {
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage(): unknown;
}

interface MoreOnScrollProps {
  query: PagedQuery;
  /** `earlier messages`, as in `Show earlier messages`. */
  what: string;
}

/** Stands at the end of a list that comes page by page: the next page is fetched shortly before it comes into view. */
export function MoreOnScroll({ query, what }: MoreOnScrollProps) {
  const { error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const near = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (isFetchNextPageError)
    return <Failed title={`The ${what} could not be loaded`} error={error} onRetry={() => fetchNextPage()} />;
  if (!hasNextPage) return null;
  return (
    <Center ref={ref}>
      <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        Show {what}
      </Button>
    </Center>
  );
}

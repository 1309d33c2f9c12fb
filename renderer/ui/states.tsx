import { Button, Center, Group, Paper, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/client.ts';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  /** What to do next. */
  children: ReactNode;
  action?: ReactNode;
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <Paper p="xl">
      <Center py="lg">
        <Stack align="center" gap="sm" maw={440} ta="center">
          <ThemeIcon size={48} radius="xl" variant="light" aria-hidden>
            {icon}
          </ThemeIcon>
          <Title order={2}>{title}</Title>
          <Text c="dimmed" size="sm" component="div">
            {children}
          </Text>
          {action}
        </Stack>
      </Center>
    </Paper>
  );
}

interface FailedProps {
  /** What could not be done, such as `The tenants could not be loaded`. */
  title: string;
  error: unknown;
  onRetry(): void;
  retrying?: boolean;
}

/** What failed, why, and the way to try again. */
export function Failed({ title, error, onRetry, retrying = false }: FailedProps) {
  return (
    <Paper p="lg" role="alert">
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon size={40} radius="xl" variant="light" color="red" aria-hidden>
          <IconAlertTriangle size={20} />
        </ThemeIcon>
        <Stack gap={4} align="flex-start">
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {messageOf(error)}
          </Text>
          <Button
            mt="xs"
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
            loading={retrying}
          >
            Try again
          </Button>
        </Stack>
      </Group>
    </Paper>
  );
}

/** Stands for lines that are being loaded. */
export function Loading({ rows = 4, height = 56 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} height={height} radius="lg" />
      ))}
    </Stack>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch(): unknown;
}

interface LoadedProps<T> {
  query: Query<T>;
  /** For the error: `The tenants`, as in `The tenants could not be loaded`. */
  what: string;
  loading?: ReactNode;
  children(data: T): ReactNode;
}

/** Shows a query's data; before that that it is loading, or why it cannot be had. */
export function Loaded<T>({ query, what, loading, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return (
      <Failed
        title={`${what} could not be loaded`}
        error={query.error}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
      />
    );
  return loading ?? <Loading />;
}

import { Anchor, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Failed } from './states.tsx';

interface Props {
  /** Another value, such as another path, gives it a new try. */
  resetKey: string;
  children: ReactNode;
}

/** A part of the panel that cannot be fetched: Ringhouse was updated, or is gone. Only the page as a whole can try again. */
const isMissingPart = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported|importing a module|module script|preload CSS/i.test(error.message);

/** Keeps a fault of one part from taking the whole panel away. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (before.resetKey !== this.props.resetKey && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const missing = isMissingPart(error);
    return (
      <>
        <Failed
          title={missing ? 'This page could not be fetched' : 'This part could not be shown'}
          error={
            missing
              ? new Error('Ringhouse does not answer, or it was updated since this page was opened.')
              : error
          }
          onRetry={() => (missing ? location.reload() : this.setState({ error: null }))}
        />
        <Text size="sm" mt="md">
          If it goes on like this, <Anchor href="/home">load the panel anew</Anchor>; the{' '}
          <Anchor href="/log">live log</Anchor> may say more.
        </Text>
      </>
    );
  }
}

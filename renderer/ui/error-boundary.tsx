import { Component, type ReactNode } from 'react';
import { Failed } from './states.tsx';

interface Props {
  /** Another value, such as another path, gives it a new try. */
  resetKey: string;
  children: ReactNode;
}

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
    if (this.state.error === null) return this.props.children;
    return (
      <Failed
        title="This part could not be shown"
        error={this.state.error}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}

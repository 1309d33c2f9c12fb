import { Alert } from '@mantine/core';
import { useSettings } from '../api/get-settings.ts';
import { TextLink } from './text-link.tsx';

/** Beside what a call would be answered: that none comes in, while there is no public line. */
export function NoLine() {
  const settings = useSettings().data;
  if (!settings || settings.tunnel.state === 'online') return null;
  return (
    <Alert color="yellow">
      No call reaches this computer yet: it has no public line.{' '}
      <TextLink href="/settings/line">Connect one</TextLink>. This is what would be answered then.
    </Alert>
  );
}

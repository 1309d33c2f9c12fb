import { Alert } from '@mantine/core';
import { useStatus } from '../../../api/get-status.ts';
import { TextLink } from '../../../ui/text-link.tsx';

/** That personality is not heard as long as the offline engine speaks; nothing with another engine. */
export function OfflineNote() {
  if (useStatus().data?.engine !== 'offline') return null;
  return (
    <Alert color="yellow" title="The offline receptionist says the same whatever the sliders are">
      It answers from set phrases, so both sides will sound alike here. Enter an OpenAI key in the{' '}
      <TextLink href="/settings">settings</TextLink> and choose OpenAI as the engine to hear what the sliders
      do. Greeting and voice can be heard now.
    </Alert>
  );
}

import { Drawer } from '@mantine/core';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import classes from './practice.module.css';
import { PracticeCall } from './practice-call.tsx';
import { usePractice } from './practice-context.tsx';
import { PracticeSetup } from './practice-setup.tsx';

/** The practice phone beside the page: choosing whom to call, then the call. The page stays usable meanwhile. */
export default function PracticeDrawer() {
  const { phone, opened, proposed, proposedDraft, close } = usePractice();
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size={420}
      title="Practice call"
      withOverlay={false}
      lockScroll={false}
      trapFocus={false}
      closeOnClickOutside={false}
      classNames={{ inner: classes.inner, content: classes.drawer }}
      closeButtonProps={{ 'aria-label': 'Close the practice phone' }}
    >
      <ErrorBoundary resetKey={phone.phase}>
        {phone.phase === 'idle' || phone.phase === 'starting' ? (
          <PracticeSetup key={`${proposed} ${proposedDraft}`} />
        ) : (
          <PracticeCall call={phone} />
        )}
      </ErrorBoundary>
    </Drawer>
  );
}

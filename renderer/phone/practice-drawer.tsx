import { Drawer } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import classes from './practice.module.css';
import { PracticeCall } from './practice-call.tsx';
import { usePractice } from './practice-context.tsx';
import { PracticeSetup } from './practice-setup.tsx';

/** The practice phone beside the page: choosing whom to call, then the call. The page stays usable meanwhile. */
export default function PracticeDrawer() {
  const { phone, opened, proposed, proposedDraft, close } = usePractice();
  const content = useFocusInAndBack(opened);
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
      returnFocus={false}
      closeOnClickOutside={false}
      classNames={{ inner: classes.inner, content: classes.drawer }}
      closeButtonProps={{ 'aria-label': 'Close the practice phone' }}
    >
      <div ref={content} tabIndex={-1} className={classes.content}>
        <ErrorBoundary resetKey={phone.phase}>
          {phone.phase === 'idle' || phone.phase === 'starting' ? (
            <PracticeSetup key={`${proposed} ${proposedDraft}`} />
          ) : (
            <PracticeCall call={phone} />
          )}
        </ErrorBoundary>
      </div>
    </Drawer>
  );
}

/**
 * Leads the focus into the drawer when it opens, and back to where it was when it closes. In between it is free: the page
 * beside stays usable.
 */
function useFocusInAndBack(opened: boolean) {
  const inside = useRef<HTMLElement | null>(null);
  const before = useRef<Element | null>(null);
  const content = useCallback((element: HTMLDivElement | null) => {
    inside.current = element;
    if (!element) return;
    before.current = document.activeElement;
    element.focus();
  }, []);
  useEffect(() => {
    if (opened || !inside.current) return;
    const isLost =
      document.activeElement === document.body ||
      inside.current.closest('[role="dialog"]')?.contains(document.activeElement);
    if (isLost && before.current instanceof HTMLElement) before.current.focus();
  }, [opened]);
  return content;
}

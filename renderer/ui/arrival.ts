import { type RefObject, useEffect } from 'react';

/** Where the last page was shown. The one that a browser opens with is not gone to: it keeps the browser's own focus. */
let shownAt = location.pathname;
let byHistory = false;

window.addEventListener('popstate', () => {
  byHistory = true;
});

/** After a page was gone to, it begins at its top, and reading and tabbing go on at its heading. */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (location.pathname === shownAt) return;
    shownAt = location.pathname;
    // Back and forth, the browser returns to where the page was scrolled to.
    if (!byHistory) window.scrollTo(0, 0);
    byHistory = false;
    // Something that asked for the focus itself keeps it.
    if (document.activeElement?.closest('main input, [role=dialog]')) return;
    heading.current?.focus({ preventScroll: true });
  }, [heading]);
}

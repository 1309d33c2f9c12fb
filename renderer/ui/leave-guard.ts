import { useEffect } from 'react';
import type { BaseLocationHook } from 'wouter';
import { useBrowserLocation } from 'wouter/use-browser-location';
import { confirm } from './confirm.tsx';

/** Paths that may be gone to without asking although there are unsaved changes. */
type Stays = (path: string) => boolean;
let guard: Stays | null = null;
let here = location.pathname + location.search;

const ask = () =>
  confirm({
    title: 'Leave without saving?',
    text: 'Your changes on this page have not been saved.',
    confirm: 'Discard changes',
    cancel: 'Stay here',
    danger: true,
  });

async function mayLeave(path: string): Promise<boolean> {
  if (!guard || guard(path)) return true;
  if (!(await ask())) return false;
  guard = null;
  return true;
}

// In the capture phase, and before the router listens: on going back with unsaved changes the address is put back before
// the router reads it.
window.addEventListener(
  'popstate',
  (event) => {
    const target = location.pathname + location.search;
    if (!guard || guard(target)) {
      here = target;
      return;
    }
    event.stopImmediatePropagation();
    history.pushState(null, '', here);
    void ask().then((leave) => {
      if (!leave) return;
      guard = null;
      history.pushState(null, '', target);
      here = target;
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
  },
  true,
);

/** The browser's address as the router's location, which asks before unsaved changes are left behind. */
export const useGuardedLocation: BaseLocationHook = () => {
  const [path, navigate] = useBrowserLocation();
  return [
    path,
    (to: string, options?: { replace?: boolean }) => {
      void mayLeave(to).then((leave) => {
        if (!leave) return;
        navigate(to, options);
        here = to;
      });
    },
  ];
};

/** While `active`, leaving for a path that does not begin with `base`, or closing the page, asks first. */
export function useLeaveGuard(active: boolean, base: string): void {
  useEffect(() => {
    if (!active) return;
    guard = (path) => path === base || path.startsWith(`${base}/`);
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', beforeUnload);
    return () => {
      guard = null;
      window.removeEventListener('beforeunload', beforeUnload);
    };
  }, [active, base]);
}

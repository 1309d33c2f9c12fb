import { lazy, Suspense } from 'react';
import { usePractice } from './practice-context.tsx';

const PracticeDrawer = lazy(() => import('./practice-drawer.tsx'));

/** The practice phone's drawer, loaded when it is first opened. */
export function PracticePanel() {
  const { used } = usePractice();
  if (!used) return null;
  return (
    <Suspense>
      <PracticeDrawer />
    </Suspense>
  );
}

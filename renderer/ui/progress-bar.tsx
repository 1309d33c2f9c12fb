import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import classes from './progress-bar.module.css';

/** A thin bar at the top, once something has been under way for half a second. What waits says so itself to those who do not see it. */
export function ProgressBar() {
  const busy = useIsFetching() + useIsMutating() > 0;
  return busy ? <PageProgress /> : null;
}

export const PageProgress = () => <div className={classes.bar} aria-hidden data-progress />;

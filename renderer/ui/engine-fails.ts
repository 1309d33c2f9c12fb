import type { AlertKey } from '../../server/contracts/alert-causes.ts';
import { useAlerts } from '../api/get-alerts.ts';
import { useSettings } from '../api/get-settings.ts';

/** What is told of OpenAI when it can't do its work. */
const FAILURES: ReadonlySet<string> = new Set<AlertKey>(['model', 'openai-key']);

/** Whether OpenAI is to answer and, as far as is known, does not. */
export function useEngineFails(): boolean {
  const settings = useSettings().data;
  const alerts = useAlerts().data ?? [];
  return (
    settings?.activeEngine === 'openai' &&
    alerts.some(({ key, resolvedAt }) => resolvedAt === null && FAILURES.has(key))
  );
}

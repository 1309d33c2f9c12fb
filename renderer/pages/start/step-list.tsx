import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useHome } from '../../api/get-home.ts';
import { useSettings } from '../../api/get-settings.ts';
import { useTenants } from '../../api/get-tenants.ts';
import classes from './start.module.css';
import { STEPS } from './steps.ts';

/** Where one is in the guided start; each step can be gone to at any time. */
export function StepList({ current }: { current: string }) {
  const settings = useSettings().data;
  const tenants = useTenants().data ?? [];
  const lastCall = useHome().data?.lastCall ?? null;
  const done: Record<string, boolean> = {
    agency: Boolean(settings?.settings.agencyName),
    tenant: tenants.length > 0,
    call: lastCall !== null,
    connect: settings?.activeEngine === 'openai' && settings.lines.some(({ state }) => state === 'pointed'),
  };
  return (
    <nav aria-label="Steps of the guided start">
      <ol className={classes.steps}>
        {STEPS.map(({ id, label }, index) => (
          <li key={id}>
            <Link
              href={index === 0 ? '/start' : `/start/${id}`}
              className={classes.step}
              aria-current={id === current ? 'step' : undefined}
            >
              <span className={classes.mark} data-done={done[id] || undefined} aria-hidden>
                {done[id] ? <IconCheck size={14} stroke={2.5} /> : index + 1}
              </span>
              {label}
              {done[id] && <VisuallyHidden> (done)</VisuallyHidden>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

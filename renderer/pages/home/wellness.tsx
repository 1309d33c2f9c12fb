import { Button, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Matter } from '../../../server/contracts/home.ts';
import { plural } from '../../ui/words.ts';
import classes from './home.module.css';

/** In one sentence whether everything is well; below, what is not, the most urgent first, each with the way to mend it. */
export function Wellness({ matters }: { matters: readonly Matter[] }) {
  const wrong = matters.filter(({ level }) => level !== 'hint');
  const tone = wrong.some(({ level }) => level === 'critical') ? 'bad' : wrong.length > 0 ? 'warn' : 'good';
  return (
    <section className={classes.wellness} data-tone={tone} aria-labelledby="wellness">
      <div className={classes.headline} role="status">
        <span className={classes.sign} aria-hidden>
          {tone === 'good' ? <IconCircleCheck size={26} /> : <IconAlertTriangle size={26} />}
        </span>
        <Title order={2} id="wellness">
          {headline(wrong)}
        </Title>
      </div>
      {matters.length > 0 && (
        <ul className={classes.matters}>
          {matters.map((matter) => (
            <li key={matter.id}>
              <span className={classes.level} data-level={matter.level} aria-hidden>
                {matter.level === 'hint' ? <IconInfoCircle size={18} /> : <IconAlertTriangle size={18} />}
              </span>
              <Text size="sm">{matter.text}</Text>
              {matter.href && (
                <Button component={Link} href={matter.href} size="xs" variant="default">
                  {matter.action ?? 'Open'}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function headline(wrong: readonly Matter[]): string {
  const critical = wrong.filter(({ level }) => level === 'critical').length;
  if (wrong.length === 0) return 'All is well.';
  if (critical > 0) return `${plural(critical, 'thing needs', 'things need')} you now.`;
  return `It runs, but ${plural(wrong.length, 'thing wants', 'things want')} looking after.`;
}

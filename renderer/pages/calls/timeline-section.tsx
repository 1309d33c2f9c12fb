import { Badge, Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { clockTime, plural } from '../../ui/words.ts';
import classes from './call-page.module.css';
import { paceOf, timelineOf } from './timeline.ts';

/** So many answers in the usual time are shown without being asked for. */
const FEW = 6;

/** From ring to hang-up: what happened, how long it took, whose fault a delay was. */
export function TimelineSection({ call }: { call: CallRecord }) {
  const entries = useMemo(() => timelineOf(call), [call]);
  const usual = entries.filter(({ isUsualAnswer }) => isUsualAnswer).length;
  const [showsAll, setShowsAll] = useState(false);
  const folds = usual > FEW;
  const shown = folds && !showsAll ? entries.filter(({ isUsualAnswer }) => !isUsualAnswer) : entries;
  return (
    <Section title="Timeline" lead={paceOf(call)}>
      <ScrollBox label="From ring to hang-up" className={classes.timeline}>
        <ol className={classes.events}>
          {shown.map(({ atMs, detail, text, tone, whose }, index) => (
            // What happened keeps its order.
            <li key={index} data-tone={tone}>
              <span className={classes.at}>{atMs === null ? '' : clockTime(atMs)}</span>
              <div>
                <Text size="sm">{text}</Text>
                {detail && (
                  <Text size="xs" c="dimmed">
                    {detail}
                  </Text>
                )}
                {whose && (
                  <Badge
                    size="sm"
                    mt={4}
                    tt="none"
                    variant="light"
                    color={tone === 'bad' ? 'red' : 'yellow'}
                    className={classes.whose}
                  >
                    {whose}
                  </Badge>
                )}
              </div>
            </li>
          ))}
        </ol>
      </ScrollBox>
      {folds && (
        <Button size="xs" variant="default" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll}>
          {showsAll ? 'Leave out usual answers' : `Show also ${plural(usual, 'answer')} in the usual time`}
        </Button>
      )}
    </Section>
  );
}

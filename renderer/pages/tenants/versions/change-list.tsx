import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { SliderGuide } from '../../../../server/contracts/agent.ts';
import type { Change } from '../../../../server/contracts/tenant.ts';
import { useSliders } from '../../../api/get-sliders.ts';
import { WordDiff } from '../../../ui/word-diff.tsx';
import { capital } from '../../../ui/words.ts';
import { itemWords, pathWords, sliderOf, valueWords } from '../change-words.ts';
import classes from './change-list.module.css';
import { fieldDiff, listDiff } from './list-diff.ts';

/** Changes of a tenant or its agent, so that somebody who did not make them understands them. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const guide = useSliders().data ?? [];
  const titles = new Map<string, string>(guide.map(({ slider, title }) => [slider, title]));
  return (
    <dl className={classes.changes}>
      {changes.map((change) => (
        <div key={change.path}>
          <dt>{pathWords(change.path, titles)}</dt>
          <dd>
            <What change={change} guide={guide} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Shorter texts are shown whole, one after the other. */
const SHORT = 24;

function What({ change: { path, before, after }, guide }: { change: Change; guide: SliderGuide }) {
  const bands = guide.find(({ slider }) => slider === sliderOf(path))?.bands;
  if (bands) return <SliderChange path={path} before={before} after={after} bands={bands} />;
  if (Array.isArray(before) || Array.isArray(after))
    return <ListChange path={path} before={before} after={after} />;
  const isText = typeof before === 'string' && typeof after === 'string';
  if (isText && Math.max(before.length, after.length) > SHORT)
    return <WordDiff before={before} after={after} />;
  return <Plain before={valueWords(before, path)} after={valueWords(after, path)} />;
}

function Plain({ before, after }: { before: string; after: string }) {
  return (
    <>
      <del>{before}</del>
      <IconArrowRight size={13} aria-label="became" className={classes.arrow} />
      <ins>{after}</ins>
    </>
  );
}

interface SliderChangeProps {
  path: string;
  before: unknown;
  after: unknown;
  bands: SliderGuide[number]['bands'];
}

function SliderChange({ path, before, after, bands }: SliderChangeProps) {
  const sentence = (value: unknown) =>
    bands.find(({ from, to }) => typeof value === 'number' && value >= from && value <= to)?.sentence ?? '';
  const [was, is] = [sentence(before), sentence(after)];
  return (
    <>
      <Plain before={valueWords(before, path)} after={valueWords(after, path)} />
      {was !== is && (
        <Text size="sm" component="div" mt={2}>
          {was && <del>{was}</del>} {is ? <ins>{is}</ins> : null}
        </Text>
      )}
    </>
  );
}

function ListChange({ path, before, after }: { path: string; before: unknown; after: unknown }) {
  // Absent: the default's list, which is not known here.
  if (!Array.isArray(before) || !Array.isArray(after))
    return <Plain before={valueWords(before, path)} after={valueWords(after, path)} />;
  const { added, removed, changed, onlyMoved } = listDiff(before, after);
  if (onlyMoved) return 'Put into another order';
  return (
    <ul className={classes.items}>
      {removed.map((item) => (
        <li key={`- ${itemWords(item)}`}>
          Removed <del>{itemWords(item)}</del>
        </li>
      ))}
      {added.map((item) => (
        <li key={`+ ${itemWords(item)}`}>
          Added <ins>{itemWords(item)}</ins>
        </li>
      ))}
      {changed.map((item) => (
        <li key={itemWords(item.after)}>
          Changed {itemWords(item.after)}
          <ul className={classes.items}>
            {fieldDiff(item.before, item.after).map((one) => (
              <li key={one.field}>
                {capital(one.field)}:{' '}
                <Plain before={valueWords(one.before, one.field)} after={valueWords(one.after, one.field)} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

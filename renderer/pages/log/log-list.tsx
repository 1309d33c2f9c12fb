import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './log.module.css';
import { LEVEL_WORD } from './log-filter.ts';
import { clockWithMs } from './log-time.ts';
import type { NamedLine } from './use-log.ts';

interface LogListProps {
  lines: readonly NamedLine[];
  follow: boolean;
  onFollow(follow: boolean): void;
}

const LINE_PX = 30;
/** Nearer to the end than this counts as at the end. */
const AT_END_PX = 40;

/** The lines, of which only those in view are in the page. What they say is text from outside: it is never markup. */
export function LogList({ lines, follow, onFollow }: LogListProps) {
  const box = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
  });
  const last = lines.at(-1)?.id;
  // Anew for each line that comes, not for each that is drawn.
  useEffect(() => {
    if (follow && last !== undefined) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, last, lines.length, virtual]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let before = element.scrollTop;
    const onScroll = (): void => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
      if (atEnd) onFollow(true);
      else if (element.scrollTop < before) onFollow(false);
      before = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [onFollow]);
  const toggle = (id: string): void =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <ScrollBox label="Log lines" className={classes.box} ref={box}>
      <ol className={classes.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                data-level={line.level}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line line={line} opened={opened.has(line.id)} onToggle={() => toggle(line.id)} />
              </li>
            )
          );
        })}
      </ol>
    </ScrollBox>
  );
}

interface LineProps {
  line: NamedLine;
  opened: boolean;
  onToggle(): void;
}

function Line({ line, opened, onToggle }: LineProps) {
  const { at, level, message, tenantId, callSid, fields } = line;
  const words = Object.entries(fields).map(([name, value]) => `${name}=${inWords(value)}`);
  return (
    <>
      <UnstyledButton className={classes.line} aria-expanded={opened} onClick={onToggle}>
        <IconChevronRight
          size={13}
          aria-hidden
          className={classes.chevron}
          data-opened={opened || undefined}
        />
        <time dateTime={at} className={classes.time}>
          {clockWithMs(at)}
        </time>
        <span className={classes.level}>{LEVEL_WORD[level]}</span>
        <span className={classes.message}>
          {message} <span className={classes.fields}>{words.join(' ')}</span>
        </span>
      </UnstyledButton>
      {opened && (
        <div className={classes.more}>
          <span>{at}</span>
          {tenantId !== null && <TextLink href={`/tenants/${tenantId}`}>Tenant {tenantId}</TextLink>}
          {callSid !== null && (
            <TextLink href={`/calls/${encodeURIComponent(callSid)}`}>Call {callSid}</TextLink>
          )}
          {callSid !== null && (
            <TextLink href={`/log?call=${encodeURIComponent(callSid)}`}>Only this call</TextLink>
          )}
          <pre className={classes.raw}>{JSON.stringify(fields, null, 2)}</pre>
        </div>
      )}
    </>
  );
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

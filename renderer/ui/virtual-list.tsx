import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import classes from './virtual-list.module.css';

interface VirtualListProps {
  count: number;
  /** About as high as most rows; each is measured once it is shown. */
  rowPx: number;
  /** Which rows are shown now, and which has the focus: it stays, also out of sight. Should be memoised. */
  onShown(first: number, last: number, focused: number | null): void;
  /** Of the row at an index; the link or button in it takes the focus. */
  rowProps(index: number): { className?: string | undefined; onClick?: React.MouseEventHandler<HTMLElement> };
  children(index: number): ReactNode;
}

/** What the header and, on a narrow screen, the navigation cover of the window. */
const COVERED_PX = 72;
const PAGE_ROWS = 10;
const FOCUSABLE = 'a, button';

/**
 * The rows of a long table, of which only those in sight are in the page, so that ten thousand scroll like ten. They move
 * with the window. Arrow keys, Page Up and Down, Home and End go from row to row; who listens to the page is told the number
 * of each row and of all.
 */
export function VirtualRows({ count, rowPx, onShown, rowProps, children }: VirtualListProps) {
  const list = useRef<HTMLTableSectionElement>(null);
  const topPx = useTopPx(list);
  const [focused, setFocused] = useState<number | null>(null);
  /** The row that is to take the focus once it is there. */
  const wanted = useRef<number | null>(null);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowPx,
    overscan: 6,
    scrollMargin: topPx,
    scrollPaddingStart: COVERED_PX,
    scrollPaddingEnd: COVERED_PX,
    // The row with the focus stays in the page: what is taken out of it takes the focus along.
    rangeExtractor: (range) => [
      ...new Set([
        ...defaultRangeExtractor(range),
        ...(focused !== null && focused < count ? [focused] : []),
      ]),
    ],
  });
  const items = virtual.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};

  useEffect(() => onShown(startIndex, endIndex, focused), [onShown, startIndex, endIndex, focused]);

  useEffect(() => {
    if (wanted.current === null) return;
    const link = list.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] :is(${FOCUSABLE})`,
    );
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (focused === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = goal(event.key, focused, count);
    if (target === null) return;
    event.preventDefault();
    wanted.current = target;
    virtual.scrollToIndex(target, { align: 'auto' });
    setFocused(target);
  }

  return (
    <tbody
      ref={list}
      className={classes.rows}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (wanted.current === null && !event.currentTarget.contains(event.relatedTarget)) setFocused(null);
      }}
    >
      {items.map(({ index, start }) => {
        const { className = '', onClick } = rowProps(index);
        return (
          <tr
            key={index}
            aria-rowindex={index + 2}
            data-index={index}
            ref={virtual.measureElement}
            className={`${classes.row} ${className}`}
            style={{ transform: `translateY(${start - topPx}px)` }}
            onClick={onClick}
            onFocus={() => setFocused(index)}
          >
            {children(index)}
          </tr>
        );
      })}
    </tbody>
  );
}

/** How far from the top of the page the list begins, also after something above it has grown. */
function useTopPx(list: RefObject<HTMLElement | null>): number {
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (list.current) setTopPx(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return topPx;
}

/** The row that a key leads to from another; `null` for a key that leads nowhere. */
function goal(key: string, from: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE_ROWS,
    PageUp: -PAGE_ROWS,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, from + step));
}

import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './tab-bar.module.css';

interface TabBarProps {
  tabs: readonly { value: string; label: string }[];
  /** The one that is open. */
  value: string;
  label: string;
}

/** Tabs in one line; on a narrow screen the line scrolls, and the open tab is kept in view. */
export function TabBar({ tabs, value, label }: TabBarProps) {
  const open = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `value` means another element behind the ref.
  useEffect(() => {
    open.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [value]);
  return (
    <Tabs.List className={classes.list} mb="lg" aria-label={label}>
      {tabs.map((tab) => (
        <Tabs.Tab key={tab.value} value={tab.value} ref={tab.value === value ? open : null}>
          {tab.label}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}

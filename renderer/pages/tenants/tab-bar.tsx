import { Tabs } from '@mantine/core';
import classes from './tab-bar.module.css';

interface TabBarProps {
  tabs: readonly { value: string; label: string }[];
  label: string;
}

/** Tabs in one line; on a narrow screen the line scrolls. */
export function TabBar({ tabs, label }: TabBarProps) {
  return (
    <Tabs.List className={classes.list} mb="lg" aria-label={label}>
      {tabs.map(({ value, label: text }) => (
        <Tabs.Tab key={value} value={value}>
          {text}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}

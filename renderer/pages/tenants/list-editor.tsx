import { Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, type ReactNode, useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { Removed } from './removed.tsx';
import { useRemoval } from './use-removal.ts';

interface Entry<T> {
  item: T;
  index: number;
  /** It has just been added, and is the next thing to fill in. */
  isNew: boolean;
  change(next: T): void;
  remove(): void;
}

interface ListEditorProps<T> {
  value: readonly T[];
  onChange(value: T[]): void;
  nameOf(item: T): string;
  /** Said where there is nothing. */
  empty: string;
  /** What is wrong with the list as a whole. */
  wrong: string | undefined;
  add: { label: string; item: T };
  /** Beside the button that adds. */
  more?: ReactNode;
  children(entry: Entry<T>): ReactNode;
}

/** Things that are edited one below the other; one that was removed can be put back. */
export function ListEditor<T>({
  value,
  onChange,
  nameOf,
  empty,
  wrong,
  add,
  more,
  children,
}: ListEditorProps<T>) {
  const [added, setAdded] = useState<number | null>(null);
  const { gone, remove, putBack } = useRemoval(value, onChange);
  return (
    <>
      {value.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      {value.map((item, index) => (
        // Things keep their place while they are edited.
        <Fragment key={index}>
          {children({
            item,
            index,
            isNew: index === added,
            change: (next) => onChange(value.map((one, at) => (at === index ? next : one))),
            remove() {
              setAdded(null);
              remove(index);
            },
          })}
        </Fragment>
      ))}
      {gone !== null && <Removed name={nameOf(gone)} onUndo={putBack} />}
      <Problem text={wrong} />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            onChange([...value, add.item]);
            setAdded(value.length);
          }}
        >
          {add.label}
        </Button>
        {more}
      </Group>
    </>
  );
}

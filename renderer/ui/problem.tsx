import { Text } from '@mantine/core';

/** What is wrong with something that has no input of its own to say it; nothing where nothing is. */
export function Problem({ text, id }: { text: string | undefined; id?: string }) {
  if (text === undefined) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert" id={id}>
      {text}
    </Text>
  );
}

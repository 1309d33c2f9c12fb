import { Center, Code, Stack, Text, Title } from '@mantine/core';

/** Shown in place of the panel once the server has refused this page's session. */
export function SessionEnded() {
  return (
    <Center mih="100vh" p="lg">
      <Stack maw={460} gap="sm" role="alert">
        <Title order={1}>This page is no longer signed in</Title>
        <Text>
          Ringhouse was started again and made a new key for its panel. Open the panel from the desktop app,
          or use the new address that <Code>npm start</Code> printed.
        </Text>
      </Stack>
    </Center>
  );
}

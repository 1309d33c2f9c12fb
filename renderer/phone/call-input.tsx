import { ActionIcon, Button, Collapse, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDialpad, IconSend2 } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { usePractice } from './practice-context.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Saying something by typing it, and the keys of a phone. */
export function CallInput() {
  const { phone, type, press } = usePractice();
  const [text, setText] = useState('');
  const [keypad, { toggle }] = useDisclosure(false);
  const ready = phone.phase === 'connected';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || text.trim() === '') return;
    type(text.trim());
    setText('');
  };
  return (
    <Stack gap="xs">
      <form onSubmit={send}>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            aria-label="Type what you would say"
            placeholder={ready ? 'Type what you would say' : 'Waiting for the agent to pick up …'}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
          />
          <ActionIcon type="submit" size={36} aria-label="Send" disabled={!ready || text.trim() === ''}>
            <IconSend2 size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon size={36} variant="default" aria-label="Keypad" aria-expanded={keypad} onClick={toggle}>
            <IconDialpad size={17} aria-hidden />
          </ActionIcon>
        </Group>
      </form>
      <Collapse expanded={keypad}>
        <SimpleGrid cols={3} spacing="xs" role="group" aria-label="Phone keys">
          {KEYS.map((digit) => (
            <Button
              key={digit}
              variant="default"
              disabled={!ready}
              onClick={() => press(digit)}
              aria-label={`Key ${digit}`}
            >
              {digit}
            </Button>
          ))}
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}

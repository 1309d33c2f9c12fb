import { Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallNow } from '../../events/calls-now.ts';
import { phone } from '../../ui/words.ts';
import { CallCard } from './call-card.tsx';
import classes from './live.module.css';

/** From so many calls on, one is looked for rather than seen. */
const MANY = 7;

interface CallWallProps {
  calls: readonly CallNow[];
  label: string;
  /** The call that is shown beside. */
  current?: string;
}

/** Calls in progress as cards, as many beside each other as there is room for. */
export function CallWall({ calls, label, current }: CallWallProps) {
  const [sought, setSought] = useState('');
  const found = calls.length < MANY ? calls : calls.filter((call) => matches(call, sought));
  return (
    <Stack gap="sm">
      {calls.length >= MANY && (
        <TextInput
          size="sm"
          maw={340}
          leftSection={<IconSearch size={15} aria-hidden />}
          aria-label="Find a call in progress"
          placeholder="Tenant, caller or number"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && (
        <Text size="sm" c="dimmed">
          {calls.length === 0 ? 'No other call is in progress.' : 'No call in progress fits.'}
        </Text>
      )}
      <ul className={classes.cards} aria-label={label}>
        {found.map((call) => (
          <li key={call.callSid}>
            <CallCard call={call} current={call.callSid === current} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function matches({ businessName, from, recalled }: CallNow, sought: string): boolean {
  const texts = [businessName, from, phone(from), recalled?.name ?? ''];
  return texts.some((text) => text.toLowerCase().includes(sought.trim().toLowerCase()));
}

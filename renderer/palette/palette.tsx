import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useFoundCalls } from '../api/find-calls.ts';
import { useTenants } from '../api/get-tenants.ts';
import { type Command, findCommands } from './command.ts';
import classes from './palette.module.css';
import { callCommands, useCommands } from './use-commands.ts';

const [store, palette] = createSpotlight();
/** Fewer digits occur in too many numbers. */
const FEWEST_DIGITS = 3;
const DIGITS_WAIT_MS = 150;

interface PaletteProps {
  /** Counts how often it was called for; each time it opens. */
  called: number;
  showHelp(): void;
}

/** Goes anywhere and does anything by a few letters. */
export default function Palette({ called, showHelp }: PaletteProps) {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const [, navigate] = useLocation();
  const tenants = useTenants().data;
  const [settled] = useDebouncedValue(query, DIGITS_WAIT_MS);
  const found = useFoundCalls(digitsIn(settled), opened).data?.calls;
  const commands = useCommands(tenants ?? [], showHelp);
  const groups = useMemo(() => {
    const calls = callCommands(found ?? [], tenants ?? [], (href) => navigate(href));
    if (query.trim() === '') {
      const [pages, acts, businesses] = commands;
      return findCommands(
        [calls[1], pages, acts, businesses].filter((group) => group !== undefined),
        '',
      );
    }
    // A number is looked for by its digits, however it is written.
    const numbered = digitsIn(query) === null ? findCommands(calls, query) : findCommands(calls, '');
    return [...findCommands(commands, query), ...numbered];
  }, [commands, found, tenants, query, navigate]);
  useEffect(() => {
    if (called > 0) palette.open();
  }, [called]);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Go anywhere, do anything' } }}
      clearQueryOnClose
      scrollable
      maxHeight={420}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
    >
      <Spotlight.Search
        placeholder="Go to a page, a tenant, a call, or do something"
        aria-label="Go anywhere, do anything"
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, commands: some }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {some.map((command) => (
              <Action key={command.id} command={command} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && (
          <Spotlight.Empty>Nothing is called that. Try a page, a tenant’s name or a number.</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Action({ command: { label, description, Icon, run } }: { command: Command }) {
  return (
    <Spotlight.Action onClick={run} className={classes.action}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.words}>
        <Text span size="sm" fw={550} truncate>
          {label}
        </Text>
        {description && (
          <Text span size="xs" truncate className={classes.description}>
            {description}
          </Text>
        )}
      </span>
    </Spotlight.Action>
  );
}

/** The digits of what looks like a part of a phone number. */
function digitsIn(query: string): string | null {
  const digits = query.replaceAll(/[^0-9]/g, '');
  return digits.length >= FEWEST_DIGITS && /^[0-9+()\s./-]+$/.test(query) ? digits : null;
}

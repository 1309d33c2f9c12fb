import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { ALL_PLACES } from '../shell/places.ts';
import { focusSearch } from './focus-search.ts';
import { type Shortcut, useShortcuts } from './shortcuts.ts';

/** What can be pressed on every page. */
export function useShellShortcuts(showHelp: () => void): void {
  const [, navigate] = useLocation();
  const everywhere = useMemo<Shortcut[]>(
    () => [
      { keys: '?', label: 'Show this list', run: showHelp },
      { keys: '/', label: 'Search on this page', run: focusSearch },
      { keys: 'n', label: 'New tenant', run: () => navigate('/tenants?new') },
    ],
    [navigate, showHelp],
  );
  const places = useMemo<Shortcut[]>(
    () => ALL_PLACES.map(({ key, label, href }) => ({ keys: `g ${key}`, label, run: () => navigate(href) })),
    [navigate],
  );
  useShortcuts('Everywhere', everywhere);
  useShortcuts('Go to', places);
}

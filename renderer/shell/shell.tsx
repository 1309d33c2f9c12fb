import { ActionIcon, AppShell, ScrollArea, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconKeyboard } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Link } from 'wouter';
import { useCommandKey } from '../keyboard/command-key.ts';
import { useShellShortcuts } from '../keyboard/shell-shortcuts.ts';
import { PaletteButton } from '../palette/palette-button.tsx';
import { ListeningBar } from '../phone/listening-bar.tsx';
import { PracticeButton } from '../phone/practice-button.tsx';
import { usePractice } from '../phone/practice-context.tsx';
import { PracticePanel } from '../phone/practice-panel.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { AlertsMenu } from './alerts-menu.tsx';
import { ApplianceFacts } from './appliance-facts.tsx';
import { Banners } from './banners.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ColourSchemeToggle } from './colour-scheme-toggle.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

const Palette = lazy(() => import('../palette/palette.tsx'));
const KeyboardHelp = lazy(() => import('../keyboard/keyboard-help.tsx'));

/** What surrounds every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { opened } = usePractice();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [help, { open: showHelp, close: closeHelp }] = useDisclosure(false);
  const [called, setCalled] = useState(0);
  const openPalette = useCallback(() => setCalled((times) => times + 1), []);
  useCommandKey(openPalette);
  useShellShortcuts(showHelp);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 226, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: 62, collapsed: !narrow }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <ProgressBar />
      <AppShell.Header>
        <div className={classes.header}>
          <Link href="/home" className={classes.brand} aria-label="Ringhouse">
            <img src="/ringhouse.svg" width={28} height={28} alt="" />
            <span>Ringhouse</span>
          </Link>
          <ApplianceFacts />
          <div className={classes.tools}>
            <PaletteButton onOpen={openPalette} />
            <AlertsMenu />
            <ColourSchemeToggle />
            <PracticeButton />
          </div>
        </div>
      </AppShell.Header>
      {!narrow && (
        <AppShell.Navbar className={classes.navbar} aria-label="Main">
          <AppShell.Section grow component={ScrollArea} scrollbarSize={6}>
            <Navigation />
          </AppShell.Section>
          <Tooltip label="Keyboard shortcuts (?)" position="right">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Keyboard shortcuts"
              onClick={showHelp}
            >
              <IconKeyboard size={19} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </AppShell.Navbar>
      )}
      {narrow && (
        <AppShell.Footer component="nav" className={classes.footer} aria-label="Main">
          <BottomBar />
        </AppShell.Footer>
      )}
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} data-beside-phone={opened || undefined}>
        <Banners />
        <ListeningBar />
        {children}
      </AppShell.Main>
      <PracticePanel />
      <ErrorBoundary resetKey={`${called} ${help}`}>
        <Suspense fallback={null}>
          {called > 0 && <Palette called={called} showHelp={showHelp} />}
          {help && <KeyboardHelp opened onClose={closeHelp} />}
        </Suspense>
      </ErrorBoundary>
    </AppShell>
  );
}

import { AppShell } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ListeningBar } from '../phone/listening-bar.tsx';
import { PracticeButton } from '../phone/practice-button.tsx';
import { usePractice } from '../phone/practice-context.tsx';
import { PracticePanel } from '../phone/practice-panel.tsx';
import { AlertsMenu } from './alerts-menu.tsx';
import { ApplianceFacts } from './appliance-facts.tsx';
import { Banners } from './banners.tsx';
import { ColourSchemeToggle } from './colour-scheme-toggle.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

/** What surrounds every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { opened } = usePractice();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: 62, collapsed: !narrow }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <AppShell.Header>
        <div className={classes.header}>
          <Link href="/live" className={classes.brand} aria-label="Ringhouse">
            <img src="/ringhouse.svg" width={28} height={28} alt="" />
            <span>Ringhouse</span>
          </Link>
          <ApplianceFacts />
          <div className={classes.tools}>
            <AlertsMenu />
            <ColourSchemeToggle />
            <PracticeButton />
          </div>
        </div>
      </AppShell.Header>
      {!narrow && (
        <AppShell.Navbar className={classes.navbar} aria-label="Main">
          <Navigation />
        </AppShell.Navbar>
      )}
      {narrow && (
        <AppShell.Footer component="nav" className={classes.footer} aria-label="Main">
          <Navigation />
        </AppShell.Footer>
      )}
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} data-beside-phone={opened || undefined}>
        <Banners />
        <ListeningBar />
        {children}
      </AppShell.Main>
      <PracticePanel />
    </AppShell>
  );
}

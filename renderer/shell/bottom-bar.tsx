import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { MOST_USED, OTHERS, PlaceLink, PlaceList } from './navigation.tsx';
import { isAt } from './places.ts';
import classes from './shell.module.css';

/** The most used places at the bottom of a narrow screen, the others behind "More". */
export function BottomBar() {
  const [path] = useLocation();
  const [opened, { open, close }] = useDisclosure(false);
  const elsewhere = OTHERS.some((place) => isAt(place, path));
  return (
    <>
      {MOST_USED.map((place) => (
        <PlaceLink key={place.href} place={place} />
      ))}
      <UnstyledButton
        className={classes.navlink}
        aria-haspopup="dialog"
        aria-expanded={opened}
        data-current={elsewhere || undefined}
        onClick={open}
      >
        <IconDots size={19} stroke={1.7} aria-hidden />
        More
      </UnstyledButton>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        title="More"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <PlaceList places={OTHERS} onGo={close} />
      </Drawer>
    </>
  );
}

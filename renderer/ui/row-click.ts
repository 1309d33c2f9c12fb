import type { MouseEvent } from 'react';
import { useLocation } from 'wouter';

/**
 * Lets a click anywhere in a table's row do what the link in it does. The link stays for the keyboard and for opening
 * in another tab.
 */
export function useRowClick() {
  const [, navigate] = useLocation();
  return (href: string) => ({
    style: { cursor: 'pointer' },
    onClick(event: MouseEvent<HTMLElement>) {
      const onLink = event.target instanceof Element && event.target.closest('a, button') !== null;
      const selecting = window.getSelection()?.isCollapsed === false;
      if (!onLink && !selecting) navigate(href);
    },
  });
}

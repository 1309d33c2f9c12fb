import { Select, VisuallyHidden } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { Link, useLocation } from 'wouter';
import { Empty } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './section-nav.module.css';

/** How a part of the page stands beside what is saved. */
export type Mark = 'changed' | 'wrong';

interface Part {
  value: string;
  label: string;
}
export interface PartGroup {
  label: string;
  parts: readonly Part[];
}

interface SectionNavProps {
  groups: readonly PartGroup[];
  /** The part that is open. */
  value: string;
  /** Address of the page; a part's own follows it. */
  base: string;
  /** Follows the address of every part, such as `?agent=published`. */
  query?: string;
  label: string;
  markOf(part: string): Mark | null;
  children: ReactNode;
}

const MARKS: Record<Mark, string> = { changed: 'not saved', wrong: 'something is wrong here' };

/** A page in parts, with a list of them beside it, or above it as one field where there is no room. */
export function SectionNav({ groups, value, base, query = '', label, markOf, children }: SectionNavProps) {
  const [, navigate] = useLocation();
  const id = useId();
  const known = groups.some(({ parts }) => parts.some((part) => part.value === value));
  return (
    <div className={classes.root}>
      <div className={classes.layout}>
        <nav className={classes.list} aria-label={label}>
          {groups.map((group) => (
            <div key={group.label}>
              <div className={classes.group} id={`${id}-${group.label}`}>
                {group.label}
              </div>
              <ul aria-labelledby={`${id}-${group.label}`}>
                {group.parts.map((part) => (
                  <li key={part.value}>
                    <PartLink
                      part={part}
                      href={`${base}/${part.value}${query}`}
                      current={part.value === value}
                      mark={markOf(part.value)}
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <Select
          className={classes.choice}
          aria-label={label}
          allowDeselect={false}
          maxDropdownHeight={420}
          data={groups.map((group) => ({
            group: group.label,
            items: group.parts.map((part) => ({ ...part, label: withMark(part.label, markOf(part.value)) })),
          }))}
          value={known ? value : null}
          placeholder="Choose a part"
          onChange={(part) => part !== null && navigate(`${base}/${part}${query}`)}
        />
        <div className={classes.part}>
          {known ? (
            children
          ) : (
            <Empty icon={<IconMapOff size={24} />} title="There is no such part">
              Nothing here is called “{value}”. Choose one from the list, or go to{' '}
              <TextLink href={`${base}/${groups[0]?.parts[0]?.value}`}>{groups[0]?.parts[0]?.label}</TextLink>
              .
            </Empty>
          )}
        </div>
      </div>
    </div>
  );
}

const withMark = (label: string, mark: Mark | null): string =>
  mark === null ? label : `${label} (${MARKS[mark]})`;

interface PartLinkProps {
  part: Part;
  href: string;
  current: boolean;
  mark: Mark | null;
}

function PartLink({ part, href, current, mark }: PartLinkProps) {
  return (
    <Link href={href} className={classes.link} aria-current={current ? 'page' : undefined}>
      {part.label}
      {mark && (
        <span className={classes.mark} data-mark={mark}>
          <VisuallyHidden>, {MARKS[mark]}</VisuallyHidden>
        </span>
      )}
    </Link>
  );
}

import type { Icon } from '@tabler/icons-react';

/** Something the palette offers. */
export interface Command {
  id: string;
  label: string;
  description?: string;
  Icon: Icon;
  /** Other words it is found by, in lower case. */
  words?: string;
  run(): void;
}

export interface CommandGroup {
  label: string;
  commands: readonly Command[];
}

/** Of one group at a time; nobody reads further, they type on. */
const SHOWN = 7;

const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean);

/** How well a command fits: 0 not at all; a word that begins a word of the label counts most. */
function score({ label, description = '', words = '' }: Command, wanted: readonly string[]): number {
  const name = label.toLowerCase();
  const rest = `${description.toLowerCase()} ${words}`;
  let sum = 0;
  for (const word of wanted) {
    if (name.startsWith(word)) sum += 4;
    else if (name.includes(` ${word}`)) sum += 3;
    else if (name.includes(word)) sum += 2;
    else if (rest.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The commands in which every word occurs, the best first, a few of each group. Without words the first of each group. */
export function findCommands(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const wanted = wordsOf(query);
  return groups
    .map(({ label, commands }) => {
      if (wanted.length === 0) return { label, commands: commands.slice(0, SHOWN) };
      const scored = commands
        .map((command) => ({ command, points: score(command, wanted) }))
        .filter(({ points }) => points > 0)
        .sort((a, b) => b.points - a.points);
      return { label, commands: scored.slice(0, SHOWN).map(({ command }) => command) };
    })
    .filter(({ commands }) => commands.length > 0);
}

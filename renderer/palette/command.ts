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

/**
 * The commands in which every word occurs, the best first, a few of each group; the group with the best comes first.
 * Without words the first of each group.
 */
export function findCommands(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const wanted = wordsOf(query);
  return groups
    .map(({ label, commands }) => {
      const scored = commands.map((command) => ({
        command,
        points: wanted.length === 0 ? 1 : score(command, wanted),
      }));
      const fitting = scored.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
      return {
        label,
        best: fitting[0]?.points ?? 0,
        commands: fitting.slice(0, SHOWN).map(({ command }) => command),
      };
    })
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best);
}

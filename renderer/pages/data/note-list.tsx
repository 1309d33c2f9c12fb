import { Text } from '@mantine/core';
import type { ImportNote } from '../../../server/contracts/import.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import classes from './data.module.css';

/** Values that are changed or left out, and why. */
export function NoteList({ notes, label }: { notes: ImportNote[]; label: string }) {
  return (
    <ScrollBox label={label} className={classes.notes}>
      <ul className={classes.list}>
        {notes.map((note, index) => (
          <li key={index} className={classes.entry}>
            <Text size="sm" className={classes.value}>
              <b>{note.field}</b>
              {note.was !== '' && <> “{note.was}”</>}
              {note.became === null ? ' is left out' : <> becomes “{note.became}”</>}
            </Text>
            <Text size="sm" c="dimmed">
              {note.why}
            </Text>
          </li>
        ))}
      </ul>
    </ScrollBox>
  );
}

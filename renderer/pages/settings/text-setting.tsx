import { TextInput } from '@mantine/core';
import type { Settings, SettingsPatch, SettingsView } from '../../../server/contracts/settings.ts';
import { VARIABLE } from './setting-words.ts';

/** The settings being edited. */
export interface SettingEditor {
  view: SettingsView;
  edits: NonNullable<SettingsPatch['settings']>;
  error(field: keyof Settings): string | undefined;
  set<F extends keyof Settings>(field: F, value: Settings[F] | null): void;
}

/** Why a setting cannot be changed here, or `null`. */
export function lockedBy(view: SettingsView, field: keyof Settings): string | null {
  if (view.sources[field] !== 'environment') return null;
  return `Set by ${VARIABLE[field] ?? 'the environment'}; change it where Ringhouse is started.`;
}

/** Brings back the default on saving when emptied. */
type TextField = Exclude<keyof Settings, 'costOnStatements' | 'engine' | 'caps'>;

interface TextSettingProps {
  editor: SettingEditor;
  field: TextField;
  label: string;
  description?: string;
  placeholder?: string;
}

/** One setting that is a line of text. */
export function TextSetting({ editor, field, label, description, placeholder }: TextSettingProps) {
  const { view, edits, error, set } = editor;
  const locked = lockedBy(view, field);
  const edited = edits[field];
  const value = edited === undefined ? view.settings[field] : edited;
  return (
    <TextInput
      label={label}
      description={locked ?? description}
      placeholder={value === null ? (placeholder ?? 'The default') : undefined}
      readOnly={locked !== null}
      variant={locked === null ? 'default' : 'filled'}
      error={error(field)}
      value={value ?? ''}
      onChange={(event) =>
        set(field, event.currentTarget.value.trim() === '' ? null : event.currentTarget.value)
      }
    />
  );
}

import { Select } from '@mantine/core';
import { engineId } from '../../../server/contracts/settings.ts';
import { ENGINE_NAME } from '../../shell/appliance-facts.tsx';
import { lockedBy, type SettingEditor } from './text-setting.tsx';

const AUTOMATIC = 'automatic';

/** Which engine answers. */
export function EngineChoice({ editor }: { editor: SettingEditor }) {
  const { view, edits, error, set } = editor;
  const locked = lockedBy(view, 'engine');
  const value = edits.engine === undefined ? view.settings.engine : edits.engine;
  return (
    <Select
      label="Engine"
      description={locked ?? `In use now: ${ENGINE_NAME[view.activeEngine]}.`}
      readOnly={locked !== null}
      variant={locked === null ? 'default' : 'filled'}
      allowDeselect={false}
      error={error('engine')}
      data={[
        { value: AUTOMATIC, label: 'OpenAI when there is a key, else offline' },
        ...engineId.options.map((engine) => ({ value: engine, label: ENGINE_NAME[engine] })),
      ]}
      value={value ?? AUTOMATIC}
      onChange={(next) => set('engine', engineId.safeParse(next).data ?? null)}
    />
  );
}

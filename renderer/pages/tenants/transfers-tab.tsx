import { Stack } from '@mantine/core';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import { Section } from '../../ui/section.tsx';
import { useAgentEditor } from './agent-editor.tsx';
import { Destination } from './destination.tsx';
import { ImportTransfers } from './import-transfers.tsx';
import { Origin } from './inherited.tsx';
import { ListEditor } from './list-editor.tsx';
import { ListField } from './list-field.tsx';
import { useField } from './use-field.ts';

const NEW: TransferDestination = {
  label: '',
  number: '',
  when: '',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

/** Whom callers can be put through to, and who is turned away. */
export function TransfersTab() {
  return (
    <Stack gap="lg">
      <Destinations />
      <Section title="Countries" lead="Nothing is dialled elsewhere, and premium-rate numbers never are.">
        <ListField
          field="dialCountries"
          label="Countries that may be dialled"
          description="Two-letter codes."
          placeholder="US"
        />
      </Section>
      <Section title="Blocked callers" lead="They hear a polite sentence, and the call costs nothing.">
        <ListField
          field="blockedCallers"
          label="Numbers"
          description="In international form."
          placeholder="+15551234567"
        />
      </Section>
    </Stack>
  );
}

function Destinations() {
  const { stage } = useAgentEditor();
  const { value, own, inherit, set, wrong } = useField('transfers', []);
  return (
    <Section
      title="Transfers"
      lead="People and teams a caller can be put through to. The agent picks a name from this list; it never dials a number that a caller tells it."
      actions={<Origin label="Transfers" own={own} inherit={inherit} />}
    >
      <ListEditor
        value={value}
        onChange={set}
        nameOf={({ label }) => label || 'The new destination'}
        empty="Nobody yet: the agent takes messages instead."
        wrong={wrong.own}
        add={{ label: 'Add a person or team', item: NEW }}
        more={
          stage && <ImportTransfers tenantId={stage.tenantId} onTake={(found) => set([...value, ...found])} />
        }
      >
        {({ item, index, isNew, change, remove }) => (
          <Destination
            value={item}
            wrong={wrong.at(index)}
            isNew={isNew}
            onChange={change}
            onRemove={remove}
          />
        )}
      </ListEditor>
    </Section>
  );
}

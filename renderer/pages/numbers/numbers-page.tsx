import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconNumber, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { NumberView } from '../../../server/contracts/numbers.ts';
import { useNumbers } from '../../api/get-numbers.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { confirm } from '../../ui/confirm.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { phone } from '../../ui/words.ts';
import { AssignModal } from './assign-modal.tsx';
import { FreeNumbers } from './free-numbers.tsx';
import { LookupModal } from './lookup-modal.tsx';
import { NumberList } from './number-list.tsx';
import { CHOICES, type Choice, choiceFrom, holds, inTrouble } from './number-words.ts';
import { useAssign } from './use-assign.ts';

/** What is to be given or moved: a number, or one that is still to be written. */
interface Giving {
  phoneNumber: string | null;
  holderId: number | null;
}

/** All numbers that callers ring, whose they are and whether they ring here. */
export default function NumbersPage() {
  const { choice, wanted, lookedUp, go } = useAddress();
  const tenants = useTenants().data ?? [];
  const query = useNumbers();
  const [giving, setGiving] = useState<Giving | null>(null);
  const tenantOf = (id: number) => tenants.find((tenant) => tenant.id === id);
  const nameOf = (id: number): string => tenantOf(id)?.businessName ?? `tenant ${id}`;
  const { assign } = useAssign(nameOf);
  const takeAway = async ({ phoneNumber, tenantId }: NumberView): Promise<void> => {
    if (!(await confirmTakingAway(phoneNumber, nameOf(tenantId)))) return;
    await assign({ phoneNumber, tenantId: null }).catch((error: unknown) =>
      sayFailed('The number could not be taken away', error),
    );
  };
  return (
    <Page
      title="Numbers"
      lead="The numbers that callers ring, and which tenant’s agent answers each."
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={tenants.length === 0}
          onClick={() => setGiving({ phoneNumber: null, holderId: null })}
        >
          Give a number
        </Button>
      }
    >
      <Filters choice={choice} wanted={wanted} onChange={go} />
      <Loaded query={query} what="The numbers">
        {(numbers) => {
          const shown = numbers
            .filter((number) => choice !== 'trouble' || inTrouble(number))
            .filter(({ phoneNumber, tenantId }) => holds(wanted, phoneNumber, nameOf(tenantId)));
          return (
            <>
              {choice !== 'free' &&
                (shown.length > 0 ? (
                  <NumberList
                    numbers={shown}
                    tenantOf={tenantOf}
                    onLookUp={(lookup) => go({ lookup })}
                    onMove={({ phoneNumber, tenantId }) => setGiving({ phoneNumber, holderId: tenantId })}
                    onTakeAway={(number) => void takeAway(number)}
                  />
                ) : (
                  <NoNumbers choice={choice} any={numbers.length > 0} />
                ))}
              {choice !== 'trouble' && (
                <FreeNumbers
                  taken={new Set(numbers.map(({ phoneNumber }) => phoneNumber))}
                  wanted={wanted}
                  onGive={(phoneNumber) => setGiving({ phoneNumber, holderId: null })}
                  onLookUp={(lookup) => go({ lookup })}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {giving && (
        <AssignModal
          phoneNumber={giving.phoneNumber}
          holder={giving.holderId === null ? null : (tenantOf(giving.holderId) ?? null)}
          tenants={tenants}
          onAssign={assign}
          onClose={() => setGiving(null)}
        />
      )}
      {lookedUp !== null && (
        <LookupModal phoneNumber={lookedUp} nameOf={nameOf} onClose={() => go({ lookup: null })} />
      )}
    </Page>
  );
}

/** What of the numbers is shown, which is in the address alone. */
function useAddress() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const choice = choiceFrom(params.get('show'));
  const wanted = params.get('find') ?? '';
  const go = (next: { show?: Choice; find?: string; lookup?: string | null }): void => {
    const { show = choice, find = wanted, lookup = null } = next;
    const address = new URLSearchParams({
      ...(show !== 'all' && { show }),
      ...(find !== '' && { find }),
      ...(lookup !== null && { lookup }),
    });
    navigate(address.size > 0 ? `/numbers?${address}` : '/numbers', { replace: true });
  };
  return { choice, wanted, lookedUp: params.get('lookup'), go };
}

const confirmTakingAway = (phoneNumber: string, holder: string): Promise<boolean> =>
  confirm({
    title: `Take ${phone(phoneNumber)} from ${holder}?`,
    text: 'Callers then hear that nobody has this number. It stays in your Twilio account and can be given to another tenant.',
    confirm: 'Take away',
    danger: true,
  });

interface FiltersProps {
  choice: Choice;
  wanted: string;
  onChange(next: { show?: Choice; find?: string }): void;
}

function Filters({ choice, wanted, onChange }: FiltersProps) {
  return (
    <Group gap="sm" justify="space-between">
      <SegmentedControl
        aria-label="Which numbers"
        data={[...CHOICES]}
        value={choice}
        onChange={(show) => onChange({ show: choiceFrom(show) })}
      />
      <SearchField
        aria-label="Find a number or tenant"
        placeholder="Number or tenant"
        w={240}
        value={wanted}
        onChange={(find) => onChange({ find })}
      />
    </Group>
  );
}

function NoNumbers({ choice, any }: { choice: Choice; any: boolean }) {
  if (choice === 'trouble' && any)
    return (
      <Empty icon={<IconNumber size={24} />} title="No number has a problem">
        A number that does not ring here, or is not in the account, stands here with what to do.
      </Empty>
    );
  return (
    <Empty icon={<IconNumber size={24} />} title={any ? 'No number fits' : 'No tenant has a number yet'}>
      {any
        ? 'Look for fewer digits, or for another name.'
        : 'Without a number an agent answers practice calls only. Give a tenant one of your Twilio numbers here.'}
    </Empty>
  );
}

import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type {
  CallerFact,
  CallerMemory,
  ErasureReceipt,
  MemoryPatch,
} from '../../../server/contracts/memory.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useForgetCaller } from '../../api/forget-caller.ts';
import { useUpdateMemory } from '../../api/update-memory.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import { CallerFacts } from './caller-facts.tsx';
import { CallerProfile } from './caller-profile.tsx';
import classes from './versions.module.css';

interface CallerModalProps {
  memory: CallerMemory;
  tenant: TenantView;
  onClose(): void;
  onForgotten(receipt: ErasureReceipt): void;
}

const kept = (facts: CallerFact[]) => facts.map(({ text, sensitive }) => ({ text, sensitive }));

/** What is remembered of one caller: to read, to correct, to mark, to forget. */
export function CallerModal({ memory, tenant, onClose, onForgotten }: CallerModalProps) {
  const { profile, facts, openMatters, summaries } = memory;
  const { timeZone: zone, effective } = tenant;
  const update = useUpdateMemory(memory.tenantId);
  const change = (patch: MemoryPatch): void =>
    update.mutate(
      { namespace: memory.namespace, patch },
      { onError: (error) => sayFailed('The memory could not be changed', error) },
    );
  return (
    <Modal opened onClose={onClose} title={`Memory of ${phone(memory.caller)}`} size="lg">
      <Stack gap="lg">
        <CallerProfile memory={memory} check={effective.memoryPolicy.value.check} />
        <Items title="Open matters" empty="Nothing is open.">
          {openMatters.length > 0 && (
            <CallerFacts
              facts={openMatters}
              zone={zone}
              saving={update.isPending}
              onChange={(list) => change({ openMatters: kept(list) })}
            />
          )}
        </Items>
        <Items title="Facts" empty="No facts yet.">
          {facts.length > 0 && (
            <CallerFacts
              facts={facts}
              zone={zone}
              saving={update.isPending}
              onChange={(list) => change({ facts: kept(list) })}
            />
          )}
        </Items>
        {profile.preferences.length > 0 && (
          <Items title="Preferences" empty="">
            <Stack component="ul" gap={6} className={classes.list}>
              {profile.preferences.map((text) => (
                <li key={text}>
                  <Text size="sm">{text}</Text>
                </li>
              ))}
            </Stack>
          </Items>
        )}
        <Items title="Earlier calls" empty="No summary yet.">
          {summaries.length > 0 && (
            <Stack component="ul" gap={6} className={classes.list}>
              {[...summaries].reverse().map(({ text, at, callSid }) => (
                <li key={callSid}>
                  <Text size="sm">
                    {text} <TextLink href={`/calls/${callSid}`}>Call</TextLink>{' '}
                    <Moment iso={at} zone={zone} size="xs" c="dimmed" />
                  </Text>
                </li>
              ))}
            </Stack>
          )}
        </Items>
        <Forget memory={memory} onForgotten={onForgotten} />
      </Stack>
    </Modal>
  );
}

/** `children`: `false` where there is nothing to list. */
function Items({ title, empty, children }: { title: string; empty: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {children || (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
    </section>
  );
}

function Forget({
  memory,
  onForgotten,
}: {
  memory: CallerMemory;
  onForgotten(receipt: ErasureReceipt): void;
}) {
  const forget = useForgetCaller(memory.tenantId);
  const ask = async () => {
    const sure = await confirm({
      title: 'Forget this caller?',
      text: `Everything stored of ${phone(memory.caller)} is deleted for good: memory, conversations, messages and recordings. Of the calls only times and costs stay, for billing. You get a receipt.`,
      confirm: 'Forget',
      danger: true,
    });
    if (!sure) return;
    try {
      // Awaited, since the caller leaves the list, and this dialog with it, before the receipt is here.
      onForgotten(await forget.mutateAsync(memory.namespace));
    } catch (error) {
      sayFailed('The caller could not be forgotten', error);
    }
  };
  return (
    <Group justify="space-between" gap="xs">
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {memory.namespace}
      </Text>
      <Button variant="light" color="red" onClick={ask} loading={forget.isPending}>
        Forget caller
      </Button>
    </Group>
  );
}

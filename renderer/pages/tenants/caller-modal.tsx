import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CallerMemory, ErasureReceipt } from '../../../server/contracts/memory.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { callerExportUrl } from '../../api/caller-export.ts';
import { useForgetCaller } from '../../api/forget-caller.ts';
import { useCaller } from '../../api/get-caller.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import { CallerFacts } from './caller-facts.tsx';
import { CallerProfile } from './caller-profile.tsx';
import { useMemoryEdits } from './use-memory-edits.ts';
import classes from './versions.module.css';

interface CallerModalProps {
  /** Of the caller's number. */
  digits: string;
  tenant: TenantView;
  onClose(): void;
  onForgotten(receipt: ErasureReceipt): void;
}

/** What is remembered of one caller: to read, to correct, to mark, to hand out, to forget. */
export function CallerModal({ digits, tenant, onClose, onForgotten }: CallerModalProps) {
  const query = useCaller(tenant.id, digits);
  return (
    <Modal opened onClose={onClose} title={`Memory of ${phone(`+${digits}`)}`} size="lg">
      <Loaded query={query} what="The memory">
        {(memory) => memory && <Memory memory={memory} tenant={tenant} onForgotten={onForgotten} />}
      </Loaded>
    </Modal>
  );
}

interface MemoryProps extends Pick<CallerModalProps, 'tenant' | 'onForgotten'> {
  memory: CallerMemory;
}

function Memory({ memory, tenant, onForgotten }: MemoryProps) {
  const { facts, openMatters, summaries } = memory;
  const { timeZone: zone, effective } = tenant;
  const { busy, change, remove } = useMemoryEdits(memory);
  return (
    <Stack gap="lg">
      <CallerProfile memory={memory} check={effective.memoryPolicy.value.check} />
      <Items title="Open matters" empty={openMatters.length === 0 && 'Nothing is open.'}>
        <CallerFacts
          one="open matter"
          facts={openMatters}
          zone={zone}
          saving={busy}
          onChange={(list) => change('openMatters', list)}
          onRemove={(fact) => remove('openMatters', fact)}
        />
      </Items>
      <Items title="Facts" empty={facts.length === 0 && 'No facts yet.'}>
        <CallerFacts
          one="fact"
          facts={facts}
          zone={zone}
          saving={busy}
          onChange={(list) => change('facts', list)}
          onRemove={(fact) => remove('facts', fact)}
        />
      </Items>
      <Items title="Earlier calls" empty={summaries.length === 0 && 'No summary yet.'}>
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
  );
}

/** `empty`: said where there is nothing to list. */
function Items({ title, empty, children }: { title: string; empty: string | false; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {empty && (
        <Text size="sm" c="dimmed" mb={6}>
          {empty}
        </Text>
      )}
      {children}
    </section>
  );
}

function Forget({ memory, onForgotten }: Omit<MemoryProps, 'tenant'>) {
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
      // Awaited, since the caller is gone, and this dialog with it, before the receipt is here.
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
      <Group gap="xs">
        <Button
          component="a"
          href={callerExportUrl(memory.namespace)}
          download={`caller-${memory.caller.slice(1)}.json`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export
        </Button>
        <Button variant="light" color="red" onClick={ask} loading={forget.isPending}>
          Forget caller
        </Button>
      </Group>
    </Group>
  );
}

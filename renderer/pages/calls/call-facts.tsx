import { DataList, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { languageWords } from '../../ui/call-words.ts';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count, duration, END_REASON, ERASED, money, phone } from '../../ui/words.ts';
import { engineWords } from './call-filters.ts';

/** How a call went and what it used, in plain words. */
export function CallFacts({ call }: { call: CallRecord }) {
  const { usage } = call;
  return (
    <Stack gap="lg">
      <Section title="Details">
        <Facts
          facts={[
            ['From', <From key="from" call={call} />],
            ['To', phone(call.to)],
            ['End', call.endReason === null ? 'In progress' : END_REASON[call.endReason]],
            ['Length', call.durationMs === null ? 'Still going on' : duration(call.durationMs)],
            ...(call.language === null ? [] : [fact('Language', languageWords(call.language))]),
            ['Engine', call.engine === '' ? 'None came to it' : engineWords(call.engine)],
            ['Call SID', call.callSid],
            ['Memory', call.namespace ?? (call.from === ERASED ? 'Erased' : 'None: the number was withheld')],
          ]}
        />
      </Section>
      <Section title="Usage and cost">
        <Facts
          facts={[
            ['Cost', money(call.costUsd)],
            ...used('Audio heard', usage.audioInputTokens, usage.cachedAudioInputTokens),
            ...used('Audio spoken', usage.audioOutputTokens),
            ...used('Text read', usage.textInputTokens, usage.cachedTextInputTokens),
            ...used('Text written', usage.textOutputTokens),
            ...(usage.transcribedSeconds > 0
              ? [fact('Transcribed', duration(usage.transcribedSeconds * 1000))]
              : []),
            ...(usage.spokenCharacters > 0
              ? [fact('Spoken text', `${count(usage.spokenCharacters)} characters`)]
              : []),
          ]}
        />
      </Section>
    </Stack>
  );
}

/** With the way to what is remembered of the caller. */
function From({ call: { from, namespace, tenantId } }: { call: CallRecord }) {
  if (namespace === null) return phone(from);
  const digits = namespace.slice(namespace.lastIndexOf('_') + 1);
  return <TextLink href={`/tenants/${tenantId}/callers?caller=${digits}`}>{phone(from)}</TextLink>;
}

type Fact = readonly [label: string, value: ReactNode];

const fact = (label: string, value: ReactNode): Fact => [label, value];

function used(label: string, tokens: number, cached = 0): Fact[] {
  if (tokens === 0) return [];
  return [[label, `${count(tokens)} tokens${cached > 0 ? `, ${count(cached)} of them cached` : ''}`]];
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <DataList size="sm" gap="xs" labelWidth={130}>
      {facts.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{label}</DataList.ItemLabel>
          <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}

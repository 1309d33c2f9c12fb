import { DataList, Group, List, Stack, Text, Title } from '@mantine/core';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { fieldValue, fieldWords, MOOD, OUTCOME } from '../../ui/call-words.ts';
import { Section } from '../../ui/section.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';

/** What came of a call: outcome, mood, summary, what is still to be done, and what the tenant wants noted. */
export function CallResult({ call }: { call: CallRecord }) {
  const { reading, summary } = call;
  if (!reading && !summary) return null;
  const fields = Object.entries(reading?.fields ?? {});
  return (
    <Section title="What came of it">
      {reading && (
        <Group gap="lg">
          <Text size="sm" fw={600} component="div">
            <StatusDot tone={OUTCOME[reading.outcome].tone}>{OUTCOME[reading.outcome].text}</StatusDot>
          </Text>
          <Text size="sm" component="div">
            <StatusDot tone={MOOD[reading.sentiment].tone}>Mood: {MOOD[reading.sentiment].text}</StatusDot>
          </Text>
        </Group>
      )}
      {summary && <Text size="sm">{summary}</Text>}
      {reading && reading.followUps.length > 0 && (
        <Stack gap={4}>
          <Title order={3}>To do</Title>
          <List size="sm" spacing={4}>
            {reading.followUps.map((followUp) => (
              <List.Item key={followUp}>{followUp}</List.Item>
            ))}
          </List>
        </Stack>
      )}
      {fields.length > 0 && (
        <Stack gap={4}>
          <Title order={3}>Noted</Title>
          <DataList size="sm" gap="xs" labelWidth={150}>
            {fields.map(([name, value]) => (
              <DataList.Item key={name}>
                <DataList.ItemLabel>{fieldWords(name)}</DataList.ItemLabel>
                <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>
                  {value === null ? (
                    <Text span size="sm" c="dimmed">
                      {fieldValue(value)}
                    </Text>
                  ) : (
                    fieldValue(value)
                  )}
                </DataList.ItemValue>
              </DataList.Item>
            ))}
          </DataList>
        </Stack>
      )}
    </Section>
  );
}

import { Alert, Button, List, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useVerifyAudit } from '../../api/verify-audit.ts';
import { Section } from '../../ui/section.tsx';
import { Failed } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count, plural } from '../../ui/words.ts';

interface VerifySectionProps {
  /** It was asked for by the address. */
  atOnce: boolean;
  /** How many entries there are about, once that is known. */
  entries: number | null;
}

/** Whether the log is as it was written. */
export function VerifySection({ atOnce, entries }: VerifySectionProps) {
  const verify = useVerifyAudit();
  const asked = useRef(false);
  const { mutate } = verify;
  useEffect(() => {
    if (!atOnce || asked.current) return;
    asked.current = true;
    mutate();
  }, [atOnce, mutate]);
  return (
    <Section
      title="Is it whole?"
      lead="Each entry carries the fingerprint of the one before it. Whoever changes or removes one behind Ringhouse’s back breaks the chain."
      actions={
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={() => mutate()}
        >
          Verify
        </Button>
      }
    >
      <div role="status">
        {verify.isPending && (
          <Stack gap={6}>
            <Text size="sm">
              {entries === null
                ? 'Following the chain'
                : `Following the chain of ${plural(entries, 'entry', 'entries')}`}
            </Text>
            <Progress value={100} animated aria-label="Following the chain" />
          </Stack>
        )}
        {verify.data && !verify.isPending && <Result {...verify.data} />}
      </div>
      {verify.error && !verify.isPending && (
        <Failed title="It could not be verified" error={verify.error} onRetry={() => mutate()} />
      )}
    </Section>
  );
}

interface ResultProps {
  ok: boolean;
  entries: number;
  brokenAt: number | null;
}

function Result({ ok, entries, brokenAt }: ResultProps) {
  if (ok || brokenAt === null)
    return (
      <Alert color="pine" icon={<IconShieldCheck size={18} aria-hidden />} title="Nothing was changed">
        {entries === 0
          ? 'There are no entries yet.'
          : `${plural(entries, 'entry is', 'entries are')} as they were written, from the first to the last.`}
      </Alert>
    );
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={`The chain breaks at entry ${count(brokenAt)}`}
    >
      <Stack gap="xs">
        <Text size="sm">
          {brokenAt > 1 ? `Entries 1 to ${count(brokenAt - 1)} are as they were written. ` : ''}
          Entry {count(brokenAt)} was changed, damaged or removed afterwards, on the disk and not through
          Ringhouse. Calls, tenants and settings are not touched by it.
        </Text>
        <List size="sm">
          <List.Item>
            See what stands there:{' '}
            <TextLink href={`/audit?at=${brokenAt + 3}`}>the entries around it</TextLink>.
          </List.Item>
          <List.Item>
            Keep a copy of the folder “audit” in the data folder before anything else: it is the proof.
          </List.Item>
          <List.Item>
            Compare it with a <TextLink href="/data">backup</TextLink> from before, and find out who could
            write to this computer’s disk.
          </List.Item>
        </List>
      </Stack>
    </Alert>
  );
}

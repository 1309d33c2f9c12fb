import { Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { PRACTICE_CALLER } from '../../../server/contracts/call.ts';
import { useLookup } from '../../api/lookup.ts';
import { NoLine } from '../../ui/no-line.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import classes from './numbers.module.css';

interface LookupModalProps {
  phoneNumber: string;
  nameOf(tenantId: number): string;
  onClose(): void;
}

/** Who would answer a number now, and with what, without making a call. */
export function LookupModal({ phoneNumber, nameOf, onClose }: LookupModalProps) {
  const lookup = useLookup();
  const { mutate } = lookup;
  useEffect(() => mutate({ to: phoneNumber, from: PRACTICE_CALLER }), [mutate, phoneNumber]);
  return (
    <Modal opened onClose={onClose} title={`Who answers ${phone(phoneNumber)}?`} size="lg">
      {lookup.error && (
        <Failed
          title="It could not be looked up"
          error={lookup.error}
          onRetry={() => mutate({ to: phoneNumber, from: PRACTICE_CALLER })}
        />
      )}
      {!lookup.data && !lookup.error && <Loading rows={2} height={40} />}
      {lookup.data && (
        <Stack gap="sm" role="status">
          <NoLine />
          <Text size="sm">
            {lookup.data.tenantId === null ? (
              'No tenant has this number: callers hear that, politely, and the call ends.'
            ) : (
              <>
                A call now is answered for{' '}
                <TextLink href={`/tenants/${lookup.data.tenantId}`}>{nameOf(lookup.data.tenantId)}</TextLink>.
              </>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            This is what the carrier is answered, exactly as if somebody rang now (TwiML):
          </Text>
          <ScrollBox className={classes.twiml} label="TwiML">
            {lookup.data.twiml}
          </ScrollBox>
        </Stack>
      )}
    </Modal>
  );
}

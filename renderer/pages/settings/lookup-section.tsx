import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { lookupRequest, PRACTICE_CALLER } from '../../../server/contracts/call.ts';
import { messageOf } from '../../api/client.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { type LookupAnswer, useLookup } from '../../api/lookup.ts';
import { fieldErrors } from '../../ui/field-errors.ts';
import { NoLine } from '../../ui/no-line.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './settings.module.css';

/** Which tenant would answer a number, and with what, without making a call. */
export function LookupSection() {
  const lookup = useLookup();
  const form = useForm({
    initialValues: { to: '', from: PRACTICE_CALLER },
    validate: (values) => fieldErrors(lookupRequest, values),
  });
  return (
    <Section title="Who answers?" lead="Looks a call up exactly as if it rang now, without making one.">
      <form onSubmit={form.onSubmit((values) => lookup.mutate(values))} noValidate>
        <Group align="flex-start" gap="sm">
          <TextInput label="Called number" placeholder="+15551234567" {...form.getInputProps('to')} />
          <TextInput label="Caller’s number" {...form.getInputProps('from')} />
          <Button type="submit" variant="default" mt={24} loading={lookup.isPending}>
            Look up
          </Button>
        </Group>
      </form>
      {lookup.error && (
        <Alert color="red" role="alert">
          {messageOf(lookup.error)}
        </Alert>
      )}
      {lookup.data && <Answer answer={lookup.data} />}
    </Section>
  );
}

function Answer({ answer: { tenantId, namespace, twiml } }: { answer: LookupAnswer }) {
  const name = useTenants().data?.find(({ id }) => id === tenantId)?.businessName;
  return (
    <Stack gap="xs" role="status">
      <NoLine />
      <Text size="sm">
        {tenantId === null ? (
          'No tenant has this number.'
        ) : (
          <>
            <TextLink href={`/tenants/${tenantId}`}>{name ?? `Tenant ${tenantId}`}</TextLink> answers.{' '}
            {namespace === null ? 'Nothing is remembered of this caller.' : `Memory: ${namespace}`}
          </>
        )}
      </Text>
      <ScrollBox className={classes.twiml} label="TwiML">
        {twiml.replaceAll('><', '>\n<')}
      </ScrollBox>
    </Stack>
  );
}

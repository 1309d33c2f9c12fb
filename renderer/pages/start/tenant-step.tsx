import { Alert, Button, Collapse, Group, Paper, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconPhone } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { tenantCreate } from '../../../server/contracts/tenant.ts';
import type { Trade } from '../../../server/contracts/trade.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { useCreateTenant } from '../../api/create-tenant.ts';
import { useTenants } from '../../api/get-tenants.ts';
import { useTrades } from '../../api/get-trades.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { fieldErrors } from '../../ui/field-errors.ts';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { plural } from '../../ui/words.ts';
import { viewerZone } from '../../ui/zones.ts';
import classes from './start.module.css';
import { TradeChoice } from './trade-choice.tsx';

/** Stands for the client's own address until somebody enters it; nothing is ever sent to it. */
const SAMPLE_EMAIL = 'owner@example.com';

const sampleOf = ({ id, sample }: Trade) => ({ trade: id, email: SAMPLE_EMAIL, ...sample });

/** The first tenant, from a trade template: nothing has to be typed. */
export function TenantStep() {
  return (
    <Loaded query={useTrades()} what="The trades" loading={<Loading rows={4} height={76} />}>
      {(trades) => <Form trades={trades} />}
    </Loaded>
  );
}

function Form({ trades }: { trades: readonly Trade[] }) {
  const create = useCreateTenant();
  const tenants = useTenants().data ?? [];
  const { open } = usePractice();
  const [, navigate] = useLocation();
  const [first] = trades;
  const form = useForm({
    initialValues: first ? sampleOf(first) : { trade: '', businessName: '', contactName: '', email: '' },
    validate: (values) => fieldErrors(tenantCreate, values),
  });
  const choose = (id: string) => {
    const [before, next] = [form.values.trade, id].map((name) => trades.find((trade) => trade.id === name));
    if (!before || !next) return;
    // What somebody has typed stays; samples change with the trade.
    const { businessName, contactName } = form.values;
    form.setValues({
      trade: id,
      businessName: businessName === before.sample.businessName ? next.sample.businessName : businessName,
      contactName: contactName === before.sample.contactName ? next.sample.contactName : contactName,
    });
  };
  const submit = form.onSubmit((values) =>
    create.mutate(
      { ...values, timeZone: viewerZone() },
      {
        onSuccess(tenant) {
          open(tenant.id);
          navigate(`/start/call?tenant=${tenant.id}&trade=${values.trade}`);
        },
        onError: (error) => form.setErrors(fieldsOf(error)),
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {tenants.length > 0 && (
          <Text size="sm">
            You have {plural(tenants.length, 'tenant')} already. Make another here, or{' '}
            <TextLink href="/start/call">go on to the practice call</TextLink>.
          </Text>
        )}
        <TradeChoice trades={trades} value={form.values.trade} onChange={choose} />
        <Paper p={{ base: 'md', sm: 'lg' }}>
          <Stack gap="md">
            <TextInput
              label="Name of the business"
              description="A sample; write over it, or change it later."
              size="md"
              maw={480}
              {...form.getInputProps('businessName')}
            />
            <Contact form={form} />
            {create.error && (
              <Alert color="red" role="alert" title="The tenant could not be made">
                {messageOf(create.error)}
              </Alert>
            )}
            <Group>
              <Button
                type="submit"
                size="md"
                leftSection={<IconPhone size={18} aria-hidden />}
                loading={create.isPending}
              >
                Create and call it
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Stack>
    </form>
  );
}

type ContactForm = Pick<UseFormReturnType<ReturnType<typeof sampleOf>>, 'errors' | 'getInputProps'>;

/** Whom to contact at the client's; samples do until then. */
function Contact({ form }: { form: ContactForm }) {
  const [opened, { toggle }] = useDisclosure(false);
  const shown = opened || Boolean(form.errors.contactName ?? form.errors.email);
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={shown} className={classes.more}>
        <IconChevronDown size={16} data-opened={shown || undefined} aria-hidden />
        Contact person
      </UnstyledButton>
      <Collapse expanded={shown}>
        <Group align="flex-start" gap="md" pt="sm">
          <TextInput
            label="Contact name"
            autoComplete="off"
            className={classes.field}
            {...form.getInputProps('contactName')}
          />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="off"
            className={classes.field}
            {...form.getInputProps('email')}
          />
        </Group>
      </Collapse>
    </div>
  );
}

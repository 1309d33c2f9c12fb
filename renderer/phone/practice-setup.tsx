import {
  Alert,
  Button,
  Checkbox,
  Select,
  Stack,
  Tabs,
  Text,
  Textarea,
  type TextareaProps,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPhone } from '@tabler/icons-react';
import { PRACTICE_CALLER } from '../../server/contracts/call.ts';
import { writtenNumber } from '../../server/contracts/phone-number.ts';
import { useDraft } from '../api/get-draft.ts';
import { useTenants } from '../api/get-tenants.ts';
import type { PracticeCallRequest } from '../api/start-practice-call.ts';
import { Loaded, Loading } from '../ui/states.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { usePractice } from './practice-context.tsx';

interface Values {
  tenantId: string | null;
  from: string;
  withheld: boolean;
  /** Tries the draft of the tenant's agent, where there is one. */
  draft: boolean;
  caller: string;
  script: string;
}

const SCRIPT = ['Hello, my name is Dana.', 'What are your opening hours?', 'Goodbye.'].join('\n');

const linesOf = (script: string) =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const validate = {
  tenantId: (value: string | null) => (value ? null : 'Choose whom to call.'),
  from: (value: string, { withheld }: Values) =>
    withheld ? null : (writtenNumber.safeParse(value).error?.issues[0]?.message ?? null),
  script: (value: string, { caller }: Values) => {
    if (caller !== 'script') return null;
    const lines = linesOf(value);
    if (lines.length === 0) return 'Write at least one line.';
    if (lines.length > 50) return 'A script has 50 lines at most.';
    return lines.some((line) => line.length > 500) ? 'Keep each line under 500 characters.' : null;
  },
};

const requestOf = ({ tenantId, from, withheld, draft, caller, script }: Values): PracticeCallRequest => ({
  tenantId: Number(tenantId),
  from: withheld ? 'anonymous' : writtenNumber.parse(from),
  ...(draft ? { draft } : {}),
  ...(caller === 'script' ? { script: linesOf(script) } : {}),
});

/** Whom to call, from which number, and who speaks. */
export function PracticeSetup() {
  const { phone, proposed, proposedDraft, dial } = usePractice();
  const tenants = useTenants();
  const [first, ...others] = tenants.data ?? [];
  // Where there is only one, there is nothing to choose.
  const whom = proposed ?? (others.length === 0 ? first?.id : undefined);
  const form = useForm<Values>({
    initialValues: {
      tenantId: whom === undefined ? null : String(whom),
      from: PRACTICE_CALLER,
      withheld: false,
      draft: proposedDraft,
      caller: 'person',
      script: SCRIPT,
    },
    validate,
  });
  return (
    <Loaded query={tenants} what="The tenants" loading={<Loading rows={3} />}>
      {(all) => (
        <form onSubmit={form.onSubmit((values) => dial(requestOf(values)))} noValidate>
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              Ring an agent from this computer. The call takes the same way as a real one, and costs no phone
              minutes.
            </Text>
            {phone.phase === 'idle' && phone.problem && (
              <Alert role="alert" color="red" title="The call could not be made">
                {phone.problem}
              </Alert>
            )}
            {all.length === 0 && (
              <Alert color="gray" title="There is nobody to call yet">
                <TextLink href="/tenants">Create a tenant</TextLink> first; its agent answers at once.
              </Alert>
            )}
            <Select
              label="Tenant"
              placeholder="Whom to call"
              searchable
              allowDeselect={false}
              data={all.map(({ id, businessName }) => ({ value: String(id), label: businessName }))}
              {...form.getInputProps('tenantId')}
              onChange={(tenantId) => form.setValues({ tenantId, draft: false })}
            />
            {form.values.tenantId !== null && (
              <DraftChoice
                tenantId={Number(form.values.tenantId)}
                checked={form.values.draft}
                onChange={(draft) => form.setFieldValue('draft', draft)}
              />
            )}
            <TextInput
              label="Caller number"
              description="Call from the same number again and the agent remembers you."
              disabled={form.values.withheld}
              {...form.getInputProps('from')}
            />
            <Checkbox label="Withhold the number" {...form.getInputProps('withheld', { type: 'checkbox' })} />
            <WhoSpeaks
              caller={form.values.caller}
              onChange={(caller) => form.setFieldValue('caller', caller)}
              script={form.getInputProps('script')}
            />
            <Button
              type="submit"
              size="md"
              leftSection={<IconPhone size={18} aria-hidden />}
              loading={phone.phase === 'starting'}
              disabled={all.length === 0}
            >
              Call
            </Button>
          </Stack>
        </form>
      )}
    </Loaded>
  );
}

interface DraftChoiceProps {
  tenantId: number;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** Whether the draft of the agent answers; nothing where it has none. */
function DraftChoice({ tenantId, checked, onChange }: DraftChoiceProps) {
  if (!useDraft(tenantId).data?.draft) return null;
  return (
    <Checkbox
      label="Try the draft of this agent"
      description="Otherwise the agent answers as it is published."
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

interface WhoSpeaksProps {
  caller: string;
  onChange(caller: string): void;
  script: TextareaProps;
}

function WhoSpeaks({ caller, onChange, script }: WhoSpeaksProps) {
  return (
    <Tabs value={caller} onChange={(next) => onChange(next ?? 'person')} keepMounted={false}>
      <Tabs.List grow aria-label="Who speaks">
        <Tabs.Tab value="person">I speak or type</Tabs.Tab>
        <Tabs.Tab value="script">Scripted caller</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="person" pt="sm">
        <Text size="sm" c="dimmed">
          Your browser asks for the microphone. Without it you can type and listen.
        </Text>
      </Tabs.Panel>
      <Tabs.Panel value="script" pt="sm">
        <Textarea
          label="What the caller says"
          description="One line each. The caller waits for the agent in between, then hangs up."
          autosize
          minRows={3}
          maxRows={10}
          {...script}
        />
      </Tabs.Panel>
    </Tabs>
  );
}

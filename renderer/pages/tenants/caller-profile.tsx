import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type CallerMemory, callerProfile } from '../../../server/contracts/memory.ts';
import { messageOf } from '../../api/client.ts';
import { useUpdateMemory } from '../../api/update-memory.ts';
import { say } from '../../ui/notify.ts';

interface CallerProfileProps {
  memory: CallerMemory;
  /** The tenant's question; empty when it has none. */
  check: string;
}

const written = (text: string): string | null => text.trim() || null;

/** What to call the caller, and the answer that proves who is calling. */
export function CallerProfile({ memory, check }: CallerProfileProps) {
  const update = useUpdateMemory(memory.tenantId);
  const { shape } = callerProfile;
  const form = useForm({
    initialValues: {
      name: memory.profile.name ?? '',
      checkAnswer: memory.profile.checkAnswer ?? '',
      preferences: memory.profile.preferences,
    },
    validate: {
      name: (name) =>
        shape.name.safeParse(written(name)).success ? null : 'Keep the name under 120 characters.',
      checkAnswer: (answer) =>
        shape.checkAnswer.safeParse(written(answer)).success ? null : 'Keep the answer under 120 characters.',
      preferences: (preferences) =>
        shape.preferences.safeParse(preferences).success
          ? null
          : 'Keep it to 20 preferences of at most 300 characters.',
    },
  });
  const save = (values: typeof form.values) => {
    const { name, checkAnswer, preferences } = values;
    // What was left alone may have been learnt anew since.
    const profile = {
      ...(form.isDirty('name') && { name: written(name) }),
      ...(form.isDirty('checkAnswer') && { checkAnswer: written(checkAnswer) }),
      ...(form.isDirty('preferences') && { preferences }),
    };
    const seen = { preferences: form.getInitialValues().preferences };
    update.mutate(
      { namespace: memory.namespace, patch: { profile, seen } },
      {
        onSuccess() {
          form.resetDirty(values);
          say('The caller was saved.');
        },
        onError: (error) => form.setFieldError('name', messageOf(error)),
      },
    );
  };
  const about = check
    ? `What the agent must hear to “${check}” before it speaks about anything sensitive. Not set: it never does.`
    : 'This tenant asks no question to check who is calling, so nothing sensitive is spoken about.';
  return (
    <form onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <TextInput
          label="Preferred name"
          description="As the caller wants to be called"
          placeholder="Not known"
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Answer to the check"
          description={about}
          placeholder="Not set"
          autoComplete="off"
          {...form.getInputProps('checkAnswer')}
        />
        <TagsInput
          label="Preferences"
          description="What the caller likes; Enter after each."
          acceptValueOnBlur
          {...form.getInputProps('preferences')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" disabled={!form.isDirty()} loading={update.isPending}>
            Save caller
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

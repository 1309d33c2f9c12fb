import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { knowledgePatch } from '../../../server/contracts/knowledge.ts';
import { fieldsOf, messageOf } from '../../api/client.ts';
import { fieldErrors } from '../../ui/field-errors.ts';
import { KIND_WORDS, type KnowledgeKind } from './knowledge-words.ts';

export interface KnowledgeDraft {
  title: string;
  text: string;
  price: string | null;
}

interface KnowledgeModalProps {
  heading: string;
  kind: KnowledgeKind;
  /** What is there already. */
  initial: KnowledgeDraft;
  /** Resolves once it is saved; the modal then closes. */
  onSave(draft: KnowledgeDraft): Promise<unknown>;
  onClose(): void;
}

/** Writes or changes one piece of knowledge. */
export function KnowledgeModal({ heading, kind, initial, onSave, onClose }: KnowledgeModalProps) {
  const words = KIND_WORDS[kind];
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    initialValues: { title: initial.title, text: initial.text, price: initial.price ?? '' },
    validate: (values) => fieldErrors(knowledgePatch, values),
  });
  const submit = async ({ title, text, price }: { title: string; text: string; price: string }) => {
    setProblem(null);
    try {
      await onSave({ title, text, price: price.trim() || null });
      onClose();
    } catch (error) {
      const fields = fieldsOf(error);
      // A gap's answer is checked under names of its own.
      form.setErrors({
        ...fields,
        title: fields.title ?? fields.question,
        text: fields.text ?? fields.answer,
      });
      setProblem(messageOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={heading} size="lg">
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {problem && (
            <Alert role="alert" color="red">
              {problem}
            </Alert>
          )}
          <TextInput
            label={words.title}
            placeholder={words.example}
            required
            autoComplete="off"
            data-autofocus={initial.title === '' || undefined}
            {...form.getInputProps('title')}
          />
          <Textarea
            label={words.text}
            required
            autosize
            minRows={4}
            maxRows={16}
            data-autofocus={initial.title !== '' || undefined}
            {...form.getInputProps('text')}
          />
          {kind === 'service' && (
            <TextInput
              label="Price"
              description="As the agent would say it, for example “from 80 euros”. Empty: no price is told."
              autoComplete="off"
              {...form.getInputProps('price')}
            />
          )}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={form.submitting}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

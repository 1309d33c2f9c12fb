import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { KnowledgeItem, KnowledgePatch } from '../../../server/contracts/knowledge.ts';
import { useDeleteKnowledge } from '../../api/delete-knowledge.ts';
import { useUpdateKnowledge } from '../../api/update-knowledge.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { sayWithUndo } from '../../ui/undo.tsx';
import { plural } from '../../ui/words.ts';
import classes from './knowledge.module.css';
import { type KnowledgeDraft, KnowledgeModal } from './knowledge-modal.tsx';
import { KIND_WORDS, type KnowledgeKind } from './knowledge-words.ts';

// The keys of an object literal are what its type says.
const KINDS = Object.keys(KIND_WORDS) as KnowledgeKind[];

/** What an agent knows, by kind, to be changed and deleted. */
export function KnowledgeItems({ tenantId, items }: { tenantId: number; items: readonly KnowledgeItem[] }) {
  const [editing, setEditing] = useState<KnowledgeItem | null>(null);
  const update = useUpdateKnowledge(tenantId);
  const save = async (item: KnowledgeItem, { title, text, price }: KnowledgeDraft) => {
    const patch = { title, text, ...(item.kind === 'service' && { price }) };
    await update.mutateAsync({ itemId: item.id, patch });
    sayWithUndo({
      message: 'Saved.',
      undo: () => update.mutateAsync({ itemId: item.id, patch: asItWas(item) }),
      undone: 'The change was taken back.',
    });
  };
  return (
    <Stack gap="lg">
      {KINDS.map((kind) => ({ kind, found: items.filter((item) => item.kind === kind) }))
        .filter(({ found }) => found.length > 0)
        .map(({ kind, found }) => (
          <div key={kind}>
            <Title order={3} mb={4}>
              {KIND_WORDS[kind].group}
            </Title>
            <ul className={classes.list}>
              {found.map((item) => (
                <Item key={item.id} tenantId={tenantId} item={item} onEdit={() => setEditing(item)} />
              ))}
            </ul>
          </div>
        ))}
      {editing && (
        <KnowledgeModal
          heading={`Change this ${KIND_WORDS[editing.kind].one}`}
          kind={editing.kind}
          initial={editing}
          onSave={(draft) => save(editing, draft)}
          onClose={() => setEditing(null)}
        />
      )}
    </Stack>
  );
}

/** The change that brings an item back. */
const asItWas = ({ kind, title, text, price, sample }: KnowledgeItem): KnowledgePatch => ({
  ...{ title, text },
  ...(kind === 'service' && { price }),
  ...(sample && { sample }),
});

function Item({ tenantId, item, onEdit }: { tenantId: number; item: KnowledgeItem; onEdit(): void }) {
  const remove = useDeleteKnowledge(tenantId);
  const update = useUpdateKnowledge(tenantId);
  const ask = async () => {
    const sure = await confirm({
      title: `Delete “${item.title}”?`,
      text: 'From the next call on the agent does not know it any more. It can’t be brought back.',
      confirm: 'Delete',
      danger: true,
    });
    if (!sure) return;
    try {
      await remove.mutateAsync(item.id);
      say('It was deleted.');
    } catch (error) {
      sayFailed('It could not be deleted', error);
    }
  };
  // A sample that is saved as it is becomes the business's own.
  const confirmSample = () =>
    update.mutate(
      { itemId: item.id, patch: {} },
      {
        onSuccess: () =>
          sayWithUndo({
            message: 'It is no sample any more.',
            undo: () => update.mutateAsync({ itemId: item.id, patch: asItWas(item) }),
            undone: 'It is a sample again.',
          }),
        onError: (error) => sayFailed('It could not be saved', error),
      },
    );
  return (
    <li>
      <Words item={item} />
      <Group gap="xs" wrap="nowrap">
        {item.sample && (
          <Button
            variant="default"
            size="xs"
            onClick={confirmSample}
            loading={update.isPending}
            aria-label={`${item.title} It is true`}
          >
            It is true
          </Button>
        )}
        <Button variant="default" size="xs" onClick={onEdit} aria-label={`Edit ${item.title}`}>
          Edit
        </Button>
        <Button
          variant="light"
          color="red"
          size="xs"
          onClick={ask}
          loading={remove.isPending}
          aria-label={`Delete ${item.title}`}
        >
          Delete
        </Button>
      </Group>
    </li>
  );
}

function Words({ item }: { item: KnowledgeItem }) {
  return (
    <div className={classes.words}>
      <Text size="sm" fw={600}>
        {item.title}
        {item.sample && (
          <Badge ml="xs" size="sm" variant="light" color="yellow">
            Sample
          </Badge>
        )}
      </Text>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {item.text.slice(0, 400)}
      </Text>
      {item.price && <Text size="sm">{item.price}</Text>}
      {item.fileName && (
        <Text size="xs" c="dimmed">
          {item.fileName}, {plural(item.text.length, 'character')}
        </Text>
      )}
    </div>
  );
}

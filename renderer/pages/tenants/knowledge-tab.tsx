import { Stack, Text } from '@mantine/core';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useKnowledge } from '../../api/get-knowledge.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { count, plural } from '../../ui/words.ts';
import { AddKnowledge } from './knowledge-add.tsx';
import { KnowledgeGaps } from './knowledge-gaps.tsx';
import { KnowledgeItems } from './knowledge-list.tsx';
import { KnowledgeSearch } from './knowledge-search.tsx';

/** What a tenant's agent knows of the business, what it was asked in vain, and what it would find. */
export function KnowledgeTab({ tenant }: { tenant: TenantView }) {
  const query = useKnowledge(tenant.id);
  return (
    <Stack gap="md">
      <Section
        title="What the agent knows"
        lead={query.data && <Reach mode={query.data.mode} characters={query.data.characters} />}
        actions={<AddKnowledge tenantId={tenant.id} />}
      >
        <Loaded query={query} what="The knowledge">
          {({ items }) =>
            items.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nothing yet. Add what callers ask about: opening hours are set elsewhere; services, prices,
                parking and policies belong here. Or upload a text, Markdown or PDF file that says it.
              </Text>
            ) : (
              <KnowledgeItems tenantId={tenant.id} items={items} />
            )
          }
        </Loaded>
      </Section>
      <KnowledgeGaps tenantId={tenant.id} zone={tenant.timeZone} />
      <KnowledgeSearch tenantId={tenant.id} />
    </Stack>
  );
}

function Reach({ mode, characters }: { mode: 'inline' | 'search'; characters: number }) {
  if (characters === 0) return 'Saved at once, and used from the next call on.';
  return mode === 'inline'
    ? `The agent is told all of it when a call begins: ${count(characters)} of at most 6,000 characters.`
    : `${plural(characters, 'character')}: too much to be told at once, so the agent looks things up during the call.`;
}

import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { KnowledgeGap } from '../../../server/contracts/knowledge.ts';
import { useAnswerGap } from '../../api/answer-gap.ts';
import { useDismissGap } from '../../api/dismiss-gap.ts';
import { useGaps } from '../../api/get-gaps.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { count } from '../../ui/words.ts';
import classes from './knowledge.module.css';
import { KnowledgeModal } from './knowledge-modal.tsx';

/** What callers asked and the agent could not answer. */
export function KnowledgeGaps({ tenantId, zone }: { tenantId: number; zone: string }) {
  const query = useGaps(tenantId);
  const [answering, setAnswering] = useState<KnowledgeGap | null>(null);
  const answer = useAnswerGap(tenantId);
  return (
    <Section
      title="What callers asked in vain"
      lead="Questions the agent could not answer. Answer one, and from the next call on it can."
    >
      <Loaded query={query} what="The questions">
        {({ gaps }) =>
          gaps.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing so far. When the agent has to say that it does not know, the question is kept here.
            </Text>
          ) : (
            <ul className={classes.list}>
              {gaps.map((gap) => (
                <Gap
                  key={gap.id}
                  tenantId={tenantId}
                  gap={gap}
                  zone={zone}
                  onAnswer={() => setAnswering(gap)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {answering && (
        <KnowledgeModal
          heading="Answer this question"
          kind="faq"
          initial={{ title: answering.question.slice(0, 200), text: '', price: null }}
          onSave={async ({ title, text }) => {
            await answer.mutateAsync({ gapId: answering.id, question: title, answer: text });
            say('The agent knows the answer now.');
          }}
          onClose={() => setAnswering(null)}
        />
      )}
    </Section>
  );
}

interface GapProps {
  tenantId: number;
  gap: KnowledgeGap;
  zone: string;
  onAnswer(): void;
}

function Gap({ tenantId, gap, zone, onAnswer }: GapProps) {
  const dismiss = useDismissGap(tenantId);
  const ask = async () => {
    const sure = await confirm({
      title: 'Dismiss this question?',
      text: `“${gap.question}” leaves the list, and how often it was asked is forgotten. It comes back when a caller asks it again.`,
      confirm: 'Dismiss',
    });
    if (!sure) return;
    try {
      await dismiss.mutateAsync(gap.id);
      say('The question was dismissed.');
    } catch (error) {
      sayFailed('It could not be dismissed', error);
    }
  };
  return (
    <li>
      <div className={classes.words}>
        <Text size="sm" fw={600}>
          {gap.question}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          Asked {gap.count === 1 ? 'once' : `${count(gap.count)} times`}, last{' '}
          <Moment iso={gap.lastAt} zone={zone} c="dimmed" />
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button size="xs" onClick={onAnswer} aria-label={`Answer this: ${gap.question}`}>
          Answer this
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={dismiss.isPending}
          onClick={ask}
          aria-label={`Dismiss ${gap.question}`}
        >
          Dismiss
        </Button>
      </Group>
    </li>
  );
}

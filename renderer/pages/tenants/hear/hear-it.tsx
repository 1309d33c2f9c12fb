import { Button, Chip, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Rehearsal } from '../../../../server/contracts/rehearsal.ts';
import { usePresets } from '../../../api/get-presets.ts';
import { type RehearsalRequest, useRehearse } from '../../../api/rehearse.ts';
import { Section } from '../../../ui/section.tsx';
import { useAgentEditor } from '../agent-editor.tsx';
import { HearSide } from './hear-side.tsx';
import { OfflineNote } from './offline-note.tsx';
import { type Hearable, hearables, type Stage } from './settings-choice.ts';
import { useSilenceOnLeave, useSound } from './sound.ts';

/** What callers say that brings a personality out. */
const LINES = [
  'Hello, what are your opening hours?',
  'I have been waiting for a call back for three days!',
  'I am not sure this is the right number.',
  'Can you tell me a joke?',
];
const GREETING = '';

const sideOf = (all: readonly Hearable[], chosen: string | null, usual: string): Hearable | undefined =>
  all.find(({ value }) => value === chosen) ?? all.find(({ value }) => value === usual) ?? all[0];

/** One line of a caller, answered by two settings of the agent, to be heard and read side by side. */
export function HearIt({ stage }: { stage: Stage }) {
  const { draft: editing } = useAgentEditor();
  const all = hearables({ stage, editing, presets: usePresets().data ?? [] });
  const [chosen, setChosen] = useState<{ a: string | null; b: string | null }>({ a: null, b: null });
  const [line, setLine] = useState(LINES[0] ?? GREETING);
  const unsaved = all.find(({ value }) => value === 'edit' || value === 'draft')?.value;
  const sides = {
    a: sideOf(all, chosen.a, 'published'),
    b: sideOf(all, chosen.b, unsaved ?? 'default'),
  };
  const { first, second, forget, hear } = useTwoAnswers(stage.tenantId);
  const asked = (side: Hearable | undefined) => ({
    agent: side?.agent ?? {},
    ...(line.trim() !== GREETING && { line: line.trim() }),
  });

  async function hearBoth(event: FormEvent) {
    event.preventDefault();
    await hear(asked(sides.a), asked(sides.b));
  }

  const busy = first.isPending || second.isPending;
  return (
    <Section
      title="Hear it"
      lead="The same words of a caller, answered with two settings. Nobody is called, and no tool does anything."
    >
      <OfflineNote />
      <form onSubmit={hearBoth}>
        <Stack gap="md">
          <Group gap="sm" align="flex-end">
            <TextInput
              label="What the caller says"
              placeholder="Nothing: the greeting is heard"
              maxLength={500}
              style={{ flex: '1 1 260px' }}
              value={line}
              onChange={(event) => {
                setLine(event.currentTarget.value);
                forget();
              }}
            />
            <Button type="submit" loading={busy} leftSection={<IconPlayerPlayFilled size={15} aria-hidden />}>
              Hear both
            </Button>
          </Group>
          <Lines
            line={line}
            onChoose={(next) => {
              setLine(next);
              forget();
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            {(['a', 'b'] as const).map((name) => (
              <HearSide
                key={name}
                name={name}
                all={all}
                chosen={sides[name]?.value ?? null}
                onChoose={(value) => {
                  setChosen({ ...chosen, [name]: value });
                  forget();
                }}
                mine={name === 'a' ? first : second}
                other={(name === 'a' ? second : first).data?.text}
              />
            ))}
          </SimpleGrid>
        </Stack>
      </form>
    </Section>
  );
}

/** Two answers that are asked for at once and heard one after the other. */
function useTwoAnswers(tenantId: Stage['tenantId']) {
  const { play } = useSound();
  useSilenceOnLeave();
  const first = useRehearse(tenantId);
  const second = useRehearse(tenantId);
  return {
    first,
    second,
    forget() {
      first.reset();
      second.reset();
    },
    async hear(a: RehearsalRequest, b: RehearsalRequest): Promise<void> {
      // What went wrong stands at its side.
      const answers = await Promise.all(
        [first.mutateAsync(a), second.mutateAsync(b)].map((answer) =>
          answer.catch((): Rehearsal | null => null),
        ),
      );
      for (const answer of answers) if (answer?.audioUrl) await play(answer.audioUrl);
    },
  };
}

function Lines({ line, onChoose }: { line: string; onChoose(line: string): void }) {
  return (
    <Chip.Group value={line} onChange={(next) => typeof next === 'string' && onChoose(next)}>
      <Group gap={6} role="radiogroup" aria-label="Lines to choose from">
        <Text size="xs" c="dimmed">
          Or choose:
        </Text>
        <Chip size="xs" value={GREETING}>
          The greeting
        </Chip>
        {LINES.map((one) => (
          <Chip key={one} size="xs" value={one}>
            {one}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

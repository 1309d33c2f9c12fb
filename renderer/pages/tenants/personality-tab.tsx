import { Anchor, Button, Group, Slider as MantineSlider, Menu, Stack, Switch, Text } from '@mantine/core';
import { IconChevronDown, IconEar } from '@tabler/icons-react';
import { useState } from 'react';
import type { PersonalityPreset, SliderGuide } from '../../../server/contracts/agent.ts';
import { usePresets } from '../../api/get-presets.ts';
import { useSliders } from '../../api/get-sliders.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { plural } from '../../ui/words.ts';
import { NEUTRAL, shownSlider, withPreset, withSlider } from './agent-draft.ts';
import { useAgentEditor } from './agent-editor.tsx';
import { HearIt } from './hear/hear-it.tsx';
import classes from './personality.module.css';

type Guide = SliderGuide[number];

/** The thirty sliders in groups, each with the sentence it adds to what the model is told. */
export function PersonalityTab() {
  const query = useSliders();
  return (
    <Loaded query={query} what="The sliders" loading={<Loading rows={4} height={150} />}>
      {(guide) => <Sliders guide={guide} />}
    </Loaded>
  );
}

function Sliders({ guide }: { guide: SliderGuide }) {
  const { draft, change, stage } = useAgentEditor();
  const [hearing, setHearing] = useState(false);
  const [onlyMoved, setOnlyMoved] = useState(false);
  const moved = guide.filter(({ slider }) => isMoved(shownSlider(draft, slider)));
  const visible = onlyMoved ? moved : guide;
  const groups = [...new Set(visible.map(({ group }) => group))];
  const reset = () =>
    change(guide.reduce((edits, { slider }) => withSlider({ ...draft, edits }, slider, null), draft.edits));
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <Presets />
          {stage && (
            <Button
              variant="default"
              leftSection={<IconEar size={16} aria-hidden />}
              aria-expanded={hearing}
              onClick={() => setHearing(!hearing)}
            >
              Hear it
            </Button>
          )}
          <Text size="sm" c="dimmed">
            {moved.length === 0
              ? draft.inherited
                ? 'Every slider is at its default.'
                : 'Every slider is in the middle and says nothing.'
              : `${plural(moved.length, 'slider')} ${draft.inherited ? `${moved.length === 1 ? 'differs' : 'differ'} from the default` : 'away from the middle'}.`}
          </Text>
        </Group>
        <Group gap="md">
          {draft.inherited && moved.length > 0 && (
            <Anchor component="button" type="button" size="sm" onClick={reset}>
              Reset all to default
            </Anchor>
          )}
          <Switch
            label="Only those moved"
            checked={onlyMoved}
            onChange={(event) => setOnlyMoved(event.currentTarget.checked)}
          />
        </Group>
      </Group>
      {stage && hearing && <HearIt stage={stage} />}
      <Text size="xs" c="dimmed">
        <span className={classes.legend} aria-hidden />{' '}
        {draft.inherited
          ? 'marks the default on each track.'
          : 'marks the middle, where a slider says nothing.'}
      </Text>
      {groups.map((group) => (
        <Section key={group} title={group}>
          <div className={classes.rows}>
            {visible
              .filter((one) => one.group === group)
              .map((one) => (
                <SliderRow key={one.slider} guide={one} />
              ))}
          </div>
        </Section>
      ))}
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          No slider has been moved.
        </Text>
      )}
    </Stack>
  );
}

const isMoved = ({ value, fallback }: { value: number; fallback: number }) => value !== fallback;

function SliderRow({ guide }: { guide: Guide }) {
  const { draft, change } = useAgentEditor();
  const { slider, title, low, high, bands } = guide;
  const state = shownSlider(draft, slider);
  const sentence = bands.find(({ from, to }) => state.value >= from && state.value <= to)?.sentence ?? '';
  const set = (value: number | null) => change(withSlider(draft, slider, value));
  return (
    <div className={classes.row} data-moved={isMoved(state) || undefined}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {state.own && draft.inherited && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => set(null)}
              aria-label={`Use default for ${title}`}
            >
              Use default ({state.fallback})
            </Anchor>
          )}
          <Text size="sm" className="tabular" c={state.value === NEUTRAL ? 'dimmed' : undefined}>
            {state.value}
          </Text>
        </Group>
      </Group>
      <MantineSlider
        thumbLabel={title}
        thumbValueText={(value) => `${value}. ${sentence || 'Says nothing.'}`}
        label={null}
        size={4}
        thumbSize={16}
        startPointValue={NEUTRAL}
        marks={[{ value: state.fallback }]}
        classNames={{ mark: classes.mark, markWrapper: classes.markWrapper }}
        value={state.value}
        onChange={set}
      />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {low}
        </Text>
        <Text size="xs" c="dimmed">
          {high}
        </Text>
      </Group>
      <Text size="sm" className={classes.sentence} c={sentence ? undefined : 'dimmed'}>
        {sentence || 'In the middle: adds nothing.'}
      </Text>
    </div>
  );
}

function Presets() {
  const query = usePresets();
  const { draft, change } = useAgentEditor();
  const choose = (preset: PersonalityPreset) => change(withPreset(draft, preset.personality));
  return (
    <Menu withInitialFocusPlaceholder={false} width={320} position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={15} aria-hidden />}
          loading={query.isLoading}
        >
          Presets
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.presets}>
        {query.error ? (
          <Menu.Item onClick={() => query.refetch()}>The presets could not be loaded. Try again.</Menu.Item>
        ) : (
          (query.data ?? []).map((preset) => (
            <Menu.Item key={preset.id} onClick={() => choose(preset)}>
              <Text size="sm" fw={600}>
                {preset.title}
              </Text>
              <Text size="xs" c="dimmed">
                {preset.description}
              </Text>
            </Menu.Item>
          ))
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

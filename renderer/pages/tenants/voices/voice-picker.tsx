import { Text } from '@mantine/core';
import { useId } from 'react';
import { voiceSampleUrl } from '../../../api/voice-sample.ts';
import { Problem } from '../../../ui/problem.tsx';
import { PlayButton } from '../hear/play-button.tsx';
import { useSilenceOnLeave, useSound } from '../hear/sound.ts';
import classes from './voice-picker.module.css';
import type { VoiceChoice } from './voice-words.ts';

interface VoicePickerProps<V extends string> {
  label: string;
  groups: readonly { label?: string; voices: readonly VoiceChoice<V>[] }[];
  value: V;
  error: string | undefined;
  onChange(value: V): void;
}

/** Voices to choose from, each to be heard. The arrow keys choose, Tab goes on to hearing the chosen one. */
export function VoicePicker<V extends string>({
  label,
  groups,
  value,
  error,
  onChange,
}: VoicePickerProps<V>) {
  const id = useId();
  const { problem } = useSound();
  useSilenceOnLeave();
  const urls = groups.flatMap(({ voices }) => voices.map(({ sample }) => voiceSampleUrl(sample)));
  return (
    <div role="radiogroup" aria-label={label} className={classes.groups}>
      {groups.map((group) => (
        <div key={group.label ?? label}>
          {group.label && (
            <Text size="xs" c="dimmed" mb={6}>
              {group.label}
            </Text>
          )}
          <div className={classes.grid}>
            {group.voices.map((voice) => (
              <div
                key={voice.value}
                className={classes.card}
                data-chosen={voice.value === value || undefined}
              >
                <label className={classes.choice}>
                  <input
                    type="radio"
                    name={id}
                    checked={voice.value === value}
                    onChange={() => onChange(voice.value)}
                    aria-describedby={`${id}-${voice.value}`}
                  />
                  <span>
                    <span className={classes.title}>{voice.title}</span>
                    <span className={classes.about} id={`${id}-${voice.value}`}>
                      {voice.about}
                    </span>
                  </span>
                </label>
                <PlayButton
                  url={voiceSampleUrl(voice.sample)}
                  of={voice.value === 'auto' ? 'the matching voice' : voice.title}
                  tabIndex={voice.value === value ? 0 : -1}
                />
              </div>
            ))}
          </div>
        </div>
      ))}
      <Problem text={error} />
      {problem && urls.includes(problem.url) && <Problem text={problem.text} />}
    </div>
  );
}

import { ActionIcon, type ActionIconProps } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useSound } from './sound.ts';

interface PlayButtonProps extends ActionIconProps {
  url: string;
  /** What is heard: `Marin`, `the answer of A`. */
  of: string;
  tabIndex?: number;
}

/** Plays a sound, or stops it. */
export function PlayButton({ url, of, ...look }: PlayButtonProps) {
  const { url: playing, play, stop } = useSound();
  const isOn = playing === url;
  return (
    <ActionIcon
      variant={isOn ? 'filled' : 'default'}
      radius="xl"
      size={36}
      aria-label={isOn ? `Stop ${of}` : `Play ${of}`}
      {...look}
      onClick={() => (isOn ? stop() : void play(url))}
    >
      {isOn ? <IconPlayerStopFilled size={16} aria-hidden /> : <IconPlayerPlayFilled size={16} aria-hidden />}
    </ActionIcon>
  );
}

import { type ReactEventHandler, useCallback, useRef, useState } from 'react';

const STEP_S = 10;

/** One sound file being played. Times are in seconds. */
export interface Playback {
  /** For the audio element that plays it. */
  audio: {
    ref: React.RefObject<HTMLAudioElement | null>;
    onTimeUpdate: ReactEventHandler<HTMLAudioElement>;
    onLoadedMetadata: ReactEventHandler<HTMLAudioElement>;
    onPlay(): void;
    onPause(): void;
    onError(): void;
  };
  isPlaying: boolean;
  /** It could not be played, or not any more. */
  isBroken: boolean;
  atS: number;
  lengthS: number;
  speed: number;
  toggle(): void;
  /** Goes there, and plays when `play` is set. */
  seek(atS: number, play?: boolean): void;
  skip(steps: number): void;
  setSpeed(speed: number): void;
}

export function usePlayback(): Playback {
  const ref = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [atS, setAt] = useState(0);
  const [lengthS, setLength] = useState(0);
  const [speed, setSpeedState] = useState(1);
  const start = useCallback((): void => {
    // Refused where the file is gone; the element tells it as an error too.
    void ref.current?.play().catch(() => undefined);
  }, []);
  const seek = useCallback(
    (toS: number, play = false): void => {
      const audio = ref.current;
      if (!audio) return;
      const end = Number.isFinite(audio.duration) ? audio.duration : toS;
      audio.currentTime = Math.min(end, Math.max(0, toS));
      setAt(audio.currentTime);
      if (play) start();
    },
    [start],
  );
  const skip = useCallback(
    (steps: number): void => seek((ref.current?.currentTime ?? 0) + steps * STEP_S),
    [seek],
  );
  const toggle = useCallback((): void => {
    if (ref.current?.paused) start();
    else ref.current?.pause();
  }, [start]);
  return {
    audio: {
      ref,
      onTimeUpdate: (event) => setAt(event.currentTarget.currentTime),
      onLoadedMetadata: (event) => setLength(event.currentTarget.duration),
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onError: () => setBroken(true),
    },
    isPlaying,
    isBroken,
    atS,
    lengthS,
    speed,
    toggle,
    seek,
    skip,
    setSpeed(next) {
      setSpeedState(next);
      if (ref.current) ref.current.playbackRate = next;
    },
  };
}

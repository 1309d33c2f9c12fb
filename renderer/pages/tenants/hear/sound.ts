import { useEffect, useSyncExternalStore } from 'react';
import { command, messageOf } from '../../../api/client.ts';

interface Sound {
  /** What is being fetched or played. */
  url: string | null;
  /** Why the last one could not be played, and which. */
  problem: { url: string; text: string } | null;
}

let sound: Sound = { url: null, problem: null };
let player: HTMLAudioElement | null = null;
const listeners = new Set<() => void>();

function tell(next: Sound): void {
  sound = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stop(): void {
  player?.pause();
  player = null;
  tell({ url: null, problem: null });
}

/** Plays one sound, and no other beside it. Resolves when it has ended, was stopped, or could not be played. */
async function play(url: string): Promise<void> {
  stop();
  const audio = new Audio(url);
  player = audio;
  tell({ url, problem: null });
  try {
    await audio.play();
    await new Promise<void>((resolve, reject) => {
      for (const over of ['ended', 'pause']) audio.addEventListener(over, () => resolve(), { once: true });
      audio.addEventListener('error', () => reject(new Error('The sound broke off.')), { once: true });
    });
    if (player === audio) stop();
  } catch {
    if (player !== audio) return;
    player = null;
    tell({ url: null, problem: { url, text: await whyNot(url) } });
  }
}

/** The server's own sentence about a sound that could not be played. */
async function whyNot(url: string): Promise<string> {
  try {
    await command('GET', url);
    return 'This browser could not play the sound.';
  } catch (error) {
    return messageOf(error);
  }
}

/** The one sound of the page. */
export function useSound() {
  const { url, problem } = useSyncExternalStore(subscribe, () => sound);
  return { url, problem, play, stop };
}

/** Ends the sound when the part of the page that plays it is left. */
export function useSilenceOnLeave(): void {
  useEffect(() => stop, []);
}

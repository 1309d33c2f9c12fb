import { decodeMulaw, encodeMulaw, FRAME_BYTES, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import workletUrl from './phone-worklet.ts?worker&url';

/** Loudspeaker and microphone of one call. */
export interface Sound {
  /** Plays mu-law bytes after those of the same voice that wait; voices sound together. */
  play(bytes: Uint8Array, voice?: number): void;
  /** Drops what has not been played. */
  clear(): void;
  /** Listens to another microphone, or to none, and lets go of the one before. */
  setMicrophone(microphone: MediaStream | null): void;
  /** While muted, silence goes out in place of the microphone. */
  setMuted(muted: boolean): void;
  close(): void;
}

const SAMPLE_RATE = 8000;

/** Asks for the microphone. Resolves with `null` when there is none or it is refused. */
export async function askForMicrophone(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch {
    return null;
  }
}

export function release(microphone: MediaStream | null): void {
  for (const track of microphone?.getTracks() ?? []) track.stop();
}

/**
 * Starts sound at 8 kHz. `onFrame` gets 160 bytes of mu-law each 20 ms, silent ones without a microphone. Rejects when
 * the browser cannot do it.
 */
export async function openSound(
  first: MediaStream | null,
  onFrame: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<Sound> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  try {
    return await soundIn(context, first, onFrame);
  } catch (error) {
    void context.close();
    throw error;
  }
}

async function soundIn(
  context: AudioContext,
  first: MediaStream | null,
  onFrame: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<Sound> {
  await context.audioWorklet.addModule(workletUrl);
  await context.resume();
  const node = new AudioWorkletNode(context, 'phone', { outputChannelCount: [1] });
  node.connect(context.destination);
  const silence = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
  let microphone: MediaStream | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  let muted = false;
  node.port.onmessage = ({ data }: MessageEvent<Int16Array>) =>
    onFrame(muted || !microphone ? silence : Uint8Array.from(encodeMulaw(data)));
  const setMicrophone = (next: MediaStream | null) => {
    source?.disconnect();
    release(microphone);
    microphone = next;
    source = next && context.createMediaStreamSource(next);
    source?.connect(node);
  };
  setMicrophone(first);
  return {
    play(bytes, voice = 0) {
      const samples = decodeMulaw(bytes);
      node.port.postMessage({ voice, samples }, [samples.buffer]);
    },
    clear: () => node.port.postMessage('clear'),
    setMicrophone,
    setMuted(next) {
      muted = next;
    },
    close() {
      node.port.onmessage = null;
      setMicrophone(null);
      node.disconnect();
      void context.close();
    },
  };
}

import { decodeMulaw, encodeMulaw, FRAME_BYTES, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import workletUrl from './phone-worklet.ts?worker&url';

/** Loudspeaker and microphone of one practice call. */
export interface Sound {
  /** Plays mu-law bytes after those that wait. */
  play(bytes: Uint8Array): void;
  /** Drops what has not been played. */
  clear(): void;
  /** While muted, silence goes out in place of the microphone. */
  setMuted(muted: boolean): void;
  close(): void;
}

const SAMPLE_RATE = 8000;

/** Asks for the microphone. Resolves with `null` when there is none or it is refused; the call then works by typing. */
export async function askForMicrophone(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch {
    return null;
  }
}

/** Starts sound at 8 kHz. `onFrame` gets 160 bytes of mu-law each 20 ms. Rejects when the browser cannot do it. */
export async function openSound(
  microphone: MediaStream | null,
  onFrame: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<Sound> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  await context.audioWorklet.addModule(workletUrl);
  await context.resume();
  const node = new AudioWorkletNode(context, 'phone', { outputChannelCount: [1] });
  if (microphone) context.createMediaStreamSource(microphone).connect(node);
  node.connect(context.destination);
  const silence = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
  let muted = false;
  node.port.onmessage = ({ data }: MessageEvent<Int16Array>) =>
    onFrame(muted || !microphone ? silence : Uint8Array.from(encodeMulaw(data)));
  return {
    play(bytes) {
      const samples = decodeMulaw(bytes);
      node.port.postMessage(samples, [samples.buffer]);
    },
    clear: () => node.port.postMessage('clear'),
    setMuted(next) {
      muted = next;
    },
    close() {
      node.port.onmessage = null;
      node.disconnect();
      for (const track of microphone?.getTracks() ?? []) track.stop();
      void context.close();
    },
  };
}

import { messageOf } from '../platform/errors.ts';
import { type OpenRecording, RECORDING_BYTES_PER_SECOND } from '../store/recordings.ts';
import { RecordingMixer } from './recording-mixer.ts';

/** Sound is written in pieces of about this length. */
const PIECE_BYTES = 2 * RECORDING_BYTES_PER_SECOND;
/** A disk that is this far behind is given up, so that memory stays bounded. */
const MOST_UNWRITTEN_BYTES = 60 * RECORDING_BYTES_PER_SECOND;

export interface RecorderParts {
  /** Begins the file, or goes on with it. */
  open(): Promise<OpenRecording>;
  /** Told once, when nothing more can be recorded; what was written before is kept. */
  onFailed(reason: string): void;
  /** Monotonic milliseconds, as all times here. */
  startMs: number;
}

/** What was kept of a call. */
export interface FinishedRecording {
  bytes: number;
  durationMs: number;
}

/**
 * Records one call, both legs as they were heard (`RecordingMixer`), into a file that grows as the call goes on. A call
 * never waits for its recording, nor ends because of it. Digits of cards that a caller speaks are in the sound as they
 * are in the air: only texts are cleaned of them.
 */
export class CallRecorder {
  readonly #parts: RecorderParts;
  readonly #mixer: RecordingMixer;
  readonly #file: Promise<OpenRecording | null>;
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;
  #unwrittenBytes = 0;
  /** The latest time that was told. */
  #latestMs: number;
  #hasFailed = false;
  #closing: Promise<FinishedRecording | null> | null = null;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#latestMs = parts.startMs;
    this.#mixer = new RecordingMixer(parts.startMs);
    this.#file = parts.open().catch((error: unknown) => {
      this.#fail(messageOf(error));
      return null;
    });
  }

  /** A frame from the caller: base64 mu-law. */
  caller(payload: string, nowMs: number): void {
    if (this.#isOver(nowMs)) return;
    this.#mixer.caller(Buffer.from(payload, 'base64'), nowMs);
  }

  /** Audio that is being sent to the caller: base64 mu-law. */
  agent(payload: string, nowMs: number): void {
    if (this.#isOver(nowMs)) return;
    this.#mixer.agent(Buffer.from(payload, 'base64'), nowMs);
  }

  /** The carrier was told to drop what it has not played yet. */
  cleared(nowMs: number): void {
    if (!this.#isOver(nowMs)) this.#mixer.cleared(nowMs);
  }

  /** The caller talks with a person, who has agreed to no recording: nothing is recorded until `resumed`. */
  parked(nowMs: number): void {
    if (!this.#isOver(nowMs)) this.#mixer.pause(nowMs);
  }

  resumed(nowMs: number): void {
    if (!this.#isOver(nowMs)) this.#mixer.resume(nowMs);
  }

  /** To be called every second or so; writes what there is to write. */
  tick(nowMs: number): void {
    if (this.#isOver(nowMs)) return;
    this.#collect(this.#mixer.take(nowMs));
    if (this.#pieceBytes >= PIECE_BYTES) this.#write();
  }

  /**
   * Ends the recording at the latest time it was told of. Resolves when the file is whole, with `null` when there is
   * none. Never rejects; the same each time.
   */
  close(): Promise<FinishedRecording | null> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<FinishedRecording | null> {
    if (!this.#hasFailed) {
      this.#collect(this.#mixer.takeAll(this.#latestMs));
      this.#write();
    }
    const file = await this.#file;
    const bytes = await file?.finish().catch((error: unknown) => {
      this.#fail(messageOf(error));
      return 0;
    });
    return bytes ? { bytes, durationMs: (bytes / RECORDING_BYTES_PER_SECOND) * 1000 } : null;
  }

  #isOver(nowMs: number): boolean {
    if (this.#hasFailed || this.#closing !== null) return true;
    this.#latestMs = Math.max(this.#latestMs, nowMs);
    return false;
  }

  #collect(sound: Uint8Array): void {
    if (sound.length === 0) return;
    this.#pieces.push(sound);
    this.#pieceBytes += sound.length;
  }

  #write(): void {
    if (this.#pieceBytes === 0) return;
    const piece = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pieceBytes = 0;
    this.#unwrittenBytes += piece.length;
    if (this.#unwrittenBytes > MOST_UNWRITTEN_BYTES) {
      this.#fail('The disk is too slow to record this call.');
      return;
    }
    this.#file
      .then((file) => file?.append(piece))
      .then(() => {
        this.#unwrittenBytes -= piece.length;
      })
      .catch((error: unknown) => this.#fail(messageOf(error)));
  }

  #fail(reason: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#parts.onFailed(reason);
  }
}

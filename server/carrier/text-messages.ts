export interface TextMessage {
  /** E.164, of a number that can send text messages. */
  from: string;
  /** E.164. */
  to: string;
  text: string;
}

/** Sends text messages. */
export interface TextMessages {
  /**
   * Resolves once the carrier has taken the message; whether the phone got it is not known then. Rejects with
   * `upstream-failed`, in words that say what to do; `retryable` where the same message may go through later.
   */
  send(message: TextMessage): Promise<void>;
}

/** Where a conversation stands. */
export interface DialogState {
  /**
   * What the agent has asked for: `confirmation` of the message, which `part` of it is wrong, whether an `offer` to leave
   * one is taken, whether the caller wants anything `more`.
   */
  expects: 'anything' | 'name' | 'message' | 'confirmation' | 'part' | 'offer' | 'more';
  /** The caller's name, once known. */
  name: string | null;
  /** The message as far as it is known. */
  message: string | null;
  /** What the message would be if the caller takes the offer; `null`: still to be asked. */
  offered: string | null;
  /** True from the caller's consent until the message is stored. */
  saving: boolean;
  /** Keys pressed so far of a number to call back. */
  digits: string;
  /** How often in a row the caller was not understood, or said nothing. */
  misses: number;
  silences: number;
  /** For a caller who did not hear. */
  lastSaid: string;
  /** What the agent asked last, asides apart. */
  question: string;
}

export type DialogInput =
  /** Words that were recognised or typed. */
  | { type: 'heard'; text: string }
  /** The caller spoke, but not one word of it was understood. */
  | { type: 'unclear' }
  | { type: 'silence' }
  | { type: 'digit'; digit: string }
  /** The tool `take_message` has answered. */
  | { type: 'saved'; ok: boolean }
  /** The agent has said this without being told to by a step: the greeting. */
  | { type: 'said'; text: string };

export type DialogAction =
  | { type: 'say'; text: string }
  | { type: 'tool'; name: 'take_message' | 'remember_name' | 'end_call'; arguments: Record<string, string> };

export interface Stepped {
  state: DialogState;
  /** To be done in this order. */
  actions: DialogAction[];
}

/** @param callerName Where remembered from an earlier call. */
export function startDialog(callerName: string | null): DialogState {
  return {
    expects: 'anything',
    name: callerName,
    message: null,
    offered: null,
    saving: false,
    digits: '',
    misses: 0,
    silences: 0,
    lastSaid: '',
    question: '',
  };
}

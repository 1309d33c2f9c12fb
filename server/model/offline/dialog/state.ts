import type { Note } from '../../notes.ts';

/** What a caller can leave: a message, or the wish for an appointment. */
export type Errand = 'message' | 'appointment';
export type Urgency = 'low' | 'normal' | 'urgent';

/**
 * What the agent has asked for: the parts of an errand (`message` and `reason` are its words), whether the caller's own
 * number is the one to ring back (`own-number`), another `number`, whether that was understood (`number-right`),
 * `confirmation` of the whole, which `part` of it is wrong; whether an `offer` to leave a message is taken; which
 * `destination` to put the caller through to; whether to `forget` the caller; whether the caller wants anything `more`.
 * `transfer`: nothing, while the caller is being put through.
 */
export type Expects =
  | 'anything'
  | 'name'
  | 'message'
  | 'reason'
  | 'times'
  | 'own-number'
  | 'number'
  | 'number-right'
  | 'confirmation'
  | 'part'
  | 'offer'
  | 'destination'
  | 'forget'
  | 'transfer'
  | 'more';

export type ToolName =
  | 'take_message'
  | 'request_appointment'
  | 'transfer_call'
  | 'forget_me'
  | 'report_unanswered'
  | 'remember_name'
  | 'end_call';

/** Where a conversation stands. */
export interface DialogState {
  expects: Expects;
  /** The caller's name, once known. */
  name: string | null;
  /** What is being taken down; `null` when nothing is. */
  errand: Errand | null;
  /** Its words as far as they are known: the message, or what the appointment is for. */
  message: string | null;
  urgency: Urgency;
  /** Times the caller would like, in their words. */
  times: string[];
  /** Another number to ring back, digits with or without `+`; `null`: the one the caller is calling from, if any. */
  number: string | null;
  /** The caller has said which number it is to be. */
  numberSettled: boolean;
  /** Where there is no other number: the caller agreed to their `own`, or wants `none` to be rung; `null`: neither. */
  callBack: 'own' | 'none' | null;
  /** The tool has had the number once, and asked again. */
  numberTried: boolean;
  /** What the message would be if the caller takes the offer; `null`: still to be asked. */
  offered: string | null;
  /** The tool whose answer the caller waits for. */
  waitingFor: ToolName | null;
  /** The label of the destination the caller was put through to last. */
  destination: string;
  /** Digits of a number so far, spoken or by keys. */
  digits: string;
  /** All of this call is deleted at its end, on request: no name is used any more, and nothing is taken down. */
  forgotten: boolean;
  /** The caller knows that the business is closed now. */
  toldClosed: boolean;
  /** The call ends with the errand, or with the refusal of one. */
  closing: boolean;
  /** What the caller said last before this engine took the call over, if it was not answered. */
  unanswered: string | null;
  /** How often in a row the caller was not understood, or said nothing. */
  misses: number;
  silences: number;
  /** For a caller who did not hear. */
  lastSaid: string;
  /** What the agent asked last, asides apart. */
  question: string;
}

/**
 * What a tool has answered. `done`: with the number of a receipt where there is one. `confirm`: it wants to be used again
 * once the caller has confirmed the number, or the wish. `refused`: with the reason, which is not meant for callers.
 */
export type ToolAnswer =
  | { result: 'done'; receipt: string | null }
  | { result: 'confirm' }
  | { result: 'refused'; reason: string };

export type DialogInput =
  /** Words that were recognised or typed. */
  | { type: 'heard'; text: string }
  /** The caller spoke, but not one word of it was understood. */
  | { type: 'unclear' }
  | { type: 'silence' }
  | { type: 'digit'; digit: string }
  | { type: 'tool-done'; name: ToolName; answer: ToolAnswer }
  /** Something the caller does not hear. */
  | { type: 'note'; note: Note }
  /** The agent has said this without being told to by a step: the greeting. */
  | { type: 'said'; text: string };

export type DialogAction =
  | { type: 'say'; text: string }
  | { type: 'tool'; name: ToolName; arguments: Record<string, unknown> };

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
    errand: null,
    message: null,
    urgency: 'normal',
    times: [],
    number: null,
    numberSettled: false,
    callBack: null,
    numberTried: false,
    offered: null,
    waitingFor: null,
    destination: '',
    digits: '',
    forgotten: false,
    toldClosed: false,
    closing: false,
    unanswered: null,
    misses: 0,
    silences: 0,
    lastSaid: '',
    question: '',
  };
}

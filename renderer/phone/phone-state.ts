/** How the caller's side of a practice call is made. */
export type Microphone = 'asking' | 'on' | 'none';

export type Phone =
  | { phase: 'idle'; problem: string | null }
  | { phase: 'starting'; tenantId: number; scripted: boolean }
  | PhoneCall;

export interface PhoneCall {
  phase: 'ringing' | 'connected' | 'ended';
  tenantId: number;
  callSid: string;
  scripted: boolean;
  microphone: Microphone;
  muted: boolean;
  /** When it was connected, on the wall clock; `null` before. */
  connectedMs: number | null;
  /** Something that does not end the call, such as sound that cannot be played. */
  note: string | null;
}

export type PhoneEvent =
  | { type: 'dial'; tenantId: number; scripted: boolean }
  | { type: 'failed'; problem: string }
  | { type: 'rings'; callSid: string; microphone: Microphone }
  | { type: 'connected'; atMs: number }
  | { type: 'muted'; muted: boolean }
  | { type: 'note'; note: string }
  | { type: 'ended' }
  | { type: 'reset' };

export const IDLE: Phone = { phase: 'idle', problem: null };

/** What the phone is after an event; events that do not fit its phase change nothing. */
export function phoneAfter(phone: Phone, event: PhoneEvent): Phone {
  switch (event.type) {
    case 'dial':
      return { phase: 'starting', tenantId: event.tenantId, scripted: event.scripted };
    case 'failed':
      return { phase: 'idle', problem: event.problem };
    case 'rings':
      if (phone.phase !== 'starting') return phone;
      return {
        ...phone,
        phase: 'ringing',
        callSid: event.callSid,
        microphone: event.microphone,
        muted: false,
        connectedMs: null,
        note: null,
      };
    case 'reset':
      return IDLE;
    default:
      return phone.phase === 'idle' || phone.phase === 'starting' ? phone : callAfter(phone, event);
  }
}

type InCall = Extract<PhoneEvent, { type: 'connected' | 'muted' | 'note' | 'ended' }>;

function callAfter(call: PhoneCall, event: InCall): PhoneCall {
  switch (event.type) {
    case 'connected':
      return call.phase === 'ringing' ? { ...call, phase: 'connected', connectedMs: event.atMs } : call;
    case 'muted':
      return { ...call, muted: event.muted };
    case 'note':
      return { ...call, note: event.note };
    case 'ended':
      return { ...call, phase: 'ended' };
  }
}

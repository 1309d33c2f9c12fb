import type { Turn } from '../contracts/call.ts';
import { payloadMs } from '../contracts/mulaw.ts';
import type { EngineCapabilities, ModelEvent } from '../model/engine.ts';
import { PlaybackLedger } from './playback-ledger.ts';

export type AgentState = 'listening' | 'thinking' | 'speaking';

/**
 * What the bridge decides on. `joined` and `mark` come from the carrier, `break-off` and `hang-up` from code that corrects the
 * agent or ends the call.
 */
export type BridgeEvent =
  | ModelEvent
  | { type: 'joined' }
  | { type: 'mark'; name: string }
  /** What the agent is saying is not to be heard any further. */
  | { type: 'break-off' }
  /** Somebody else speaks with the caller: of the model nothing more comes for what was said until now. */
  | { type: 'taken-over' }
  | { type: 'hang-up' }
  /** The call goes on after all. */
  | { type: 'stay' };

/** What the bridge has others do, in this order. */
export type BridgeAction =
  | { do: 'send-audio'; payload: string }
  | { do: 'send-mark'; mark: string }
  | { do: 'clear' }
  | { do: 'truncate'; itemId: string; heardMs: number; heardText: string }
  | { do: 'draft'; role: Turn['role']; text: string; atMs: number }
  | { do: 'turn'; turn: Turn }
  | { do: 'state'; state: AgentState }
  | { do: 'answered'; afterMs: number }
  | { do: 'hang-up' };

interface SpokenItem {
  text: string;
  textFinal: boolean;
  audioDone: boolean;
  /** When its first audio was sent. `null` before. */
  startedMs: number | null;
}

/**
 * All that the media bridge knows of one call. It holds no socket and no timer; `step` is the only way to change
 * it. Times are monotonic milliseconds; `originMs` is the start of the stream.
 */
export interface BridgeState {
  readonly originMs: number;
  readonly truncates: boolean;
  readonly ledger: PlaybackLedger;
  readonly items: Map<string, SpokenItem>;
  /** Items the caller spoke over: their late audio and words are dropped. */
  readonly cut: Set<string>;
  /** When the caller began each utterance whose words are not known yet. */
  readonly utterances: Map<string, number>;
  readonly unnamedStarts: number[];
  speechStoppedMs: number | null;
  responding: boolean;
  callerSpeaking: boolean;
  hangingUp: boolean;
  agentState: AgentState;
}

/** The state of a talk at its beginning. `originMs`: when the stream joined, by the clock of the process. */
export function createBridge(originMs: number, capabilities: EngineCapabilities): BridgeState {
  return {
    originMs,
    truncates: capabilities.truncates,
    ledger: new PlaybackLedger(),
    items: new Map(),
    cut: new Set(),
    utterances: new Map(),
    unnamedStarts: [],
    speechStoppedMs: null,
    responding: false,
    callerSpeaking: false,
    hangingUp: false,
    agentState: 'listening',
  };
}

/** Decides what follows from one event. */
export function step(state: BridgeState, event: BridgeEvent, nowMs: number): BridgeAction[] {
  const actions: BridgeAction[] = [];
  switch (event.type) {
    case 'joined':
      sendMark(state.ledger.probe(nowMs), actions);
      break;
    case 'audio':
      sendAudio(state, event.itemId, event.payload, nowMs, actions);
      break;
    case 'audio-done':
      itemOf(state, event.itemId).audioDone = true;
      sendMark(state.ledger.endOfAudio(), actions);
      break;
    case 'agent-text':
      takeAgentText(state, event, nowMs, actions);
      break;
    case 'mark':
      state.ledger.played(event.name, nowMs);
      break;
    case 'speech-started':
      if (event.utteranceId === undefined) state.unnamedStarts.push(nowMs);
      else state.utterances.set(event.utteranceId, nowMs);
      state.callerSpeaking = true;
      bargeIn(state, nowMs, actions);
      break;
    case 'speech-stopped':
      state.callerSpeaking = false;
      state.speechStoppedMs = nowMs;
      sendMark(state.ledger.probe(nowMs), actions);
      break;
    case 'caller-text':
      takeCallerText(state, event, nowMs, actions);
      break;
    case 'response-started':
      state.responding = true;
      break;
    case 'response-done':
      state.responding = false;
      // A response that broke off has no end of its audio.
      sendMark(state.ledger.endOfAudio(), actions);
      break;
    case 'break-off':
      bargeIn(state, nowMs, actions);
      break;
    case 'taken-over':
      silence(state, nowMs, actions);
      break;
    case 'hang-up':
      state.hangingUp = true;
      break;
    case 'stay':
      state.hangingUp = false;
      break;
    default:
      break;
  }
  finishPlayedItems(state, nowMs, actions);
  settle(state, actions);
  return actions;
}

/** The call is over: what was said but not finished becomes turns as far as it was heard. */
export function finish(state: BridgeState, nowMs: number): BridgeAction[] {
  const actions: BridgeAction[] = [];
  for (const itemId of [...state.items.keys()]) closeItem(state, itemId, nowMs, actions);
  return actions;
}

function itemOf(state: BridgeState, itemId: string): SpokenItem {
  let item = state.items.get(itemId);
  if (!item) {
    item = { text: '', textFinal: false, audioDone: false, startedMs: null };
    if (!state.cut.has(itemId)) state.items.set(itemId, item);
  }
  return item;
}

function sendAudio(
  state: BridgeState,
  itemId: string,
  payload: string,
  nowMs: number,
  actions: BridgeAction[],
): void {
  if (state.cut.has(itemId)) return;
  const item = itemOf(state, itemId);
  if (item.startedMs === null) {
    item.startedMs = nowMs;
    if (state.speechStoppedMs !== null) {
      actions.push({ do: 'answered', afterMs: nowMs - state.speechStoppedMs });
      state.speechStoppedMs = null;
    }
  }
  actions.push({ do: 'send-audio', payload });
  sendMark(state.ledger.sent(itemId, payloadMs(payload), nowMs), actions);
}

function sendMark(mark: string | null, actions: BridgeAction[]): void {
  if (mark !== null) actions.push({ do: 'send-mark', mark });
}

function takeAgentText(
  state: BridgeState,
  event: Extract<ModelEvent, { type: 'agent-text' }>,
  nowMs: number,
  actions: BridgeAction[],
): void {
  if (state.cut.has(event.itemId)) return;
  const item = itemOf(state, event.itemId);
  item.text = event.text;
  item.textFinal = event.final;
  actions.push({
    do: 'draft',
    role: 'agent',
    text: item.text,
    atMs: (item.startedMs ?? nowMs) - state.originMs,
  });
}

function takeCallerText(
  state: BridgeState,
  event: Extract<ModelEvent, { type: 'caller-text' }>,
  nowMs: number,
  actions: BridgeAction[],
): void {
  let startedMs = state.utterances.get(event.utteranceId);
  if (startedMs === undefined) {
    startedMs = state.unnamedStarts.shift() ?? nowMs;
    state.utterances.set(event.utteranceId, startedMs);
  }
  const atMs = Math.max(0, startedMs - state.originMs);
  const text = event.text.trim();
  if (!event.final) {
    actions.push({ do: 'draft', role: 'caller', text, atMs });
    return;
  }
  state.utterances.delete(event.utteranceId);
  if (text !== '') actions.push({ do: 'turn', turn: { role: 'caller', text, atMs } });
}

/**
 * The caller speaks over the agent. What the carrier has not played is dropped there, and the model is told how much
 * of each item was heard, so that it doesn't believe it has said the rest.
 */
function bargeIn(state: BridgeState, nowMs: number, actions: BridgeAction[]): void {
  const unfinished = [...state.items].filter(
    ([id, item]) => state.ledger.pending(id) || (item.startedMs !== null && !item.audioDone),
  );
  if (unfinished.length === 0 || state.hangingUp) return;
  actions.push({ do: 'clear' });
  state.ledger.clear(nowMs);
  for (const [itemId] of unfinished) {
    closeItem(state, itemId, nowMs, actions);
  }
}

/** Nothing is being said, heard or waited for any more. */
function silence(state: BridgeState, nowMs: number, actions: BridgeAction[]): void {
  if (state.ledger.pending()) {
    actions.push({ do: 'clear' });
    state.ledger.clear(nowMs);
  }
  actions.push(...finish(state, nowMs));
  state.utterances.clear();
  state.unnamedStarts.length = 0;
  state.speechStoppedMs = null;
  state.responding = false;
  state.callerSpeaking = false;
}

/** Items that were played to their end become turns. */
function finishPlayedItems(state: BridgeState, nowMs: number, actions: BridgeAction[]): void {
  for (const [itemId, item] of state.items)
    if (item.audioDone && item.textFinal && !state.ledger.pending(itemId))
      closeItem(state, itemId, nowMs, actions);
}

function closeItem(state: BridgeState, itemId: string, nowMs: number, actions: BridgeAction[]): void {
  const item = state.items.get(itemId);
  if (!item) return;
  const { heardMs, sentMs } = state.ledger.heard(itemId, nowMs);
  const interrupted = !(item.audioDone && !state.ledger.pending(itemId) && heardMs >= sentMs);
  const text = interrupted ? heardPart(item.text, heardMs, sentMs) : item.text.trim();
  if (interrupted) {
    state.cut.add(itemId);
    if (state.truncates)
      actions.push({ do: 'truncate', itemId, heardMs: Math.floor(heardMs), heardText: text });
  }
  if (text !== '') {
    const atMs = Math.max(0, (item.startedMs ?? nowMs) - state.originMs);
    actions.push({ do: 'turn', turn: { role: 'agent', text, atMs, ...(interrupted && { interrupted }) } });
  }
  state.items.delete(itemId);
  state.ledger.forget(itemId);
}

/** The words that fit into what was heard, cut at a word. */
export function heardPart(text: string, heardMs: number, totalMs: number): string {
  const whole = text.trim();
  if (totalMs <= 0 || heardMs <= 0) return '';
  if (heardMs >= totalMs) return whole;
  const characters = Math.floor((whole.length * heardMs) / totalMs);
  const cut = whole.slice(0, characters + 1);
  const lastSpace = cut.lastIndexOf(' ');
  return (lastSpace === -1 ? '' : cut.slice(0, lastSpace)).trim();
}

function settle(state: BridgeState, actions: BridgeAction[]): void {
  const speaking = state.ledger.pending();
  const thinking = !state.callerSpeaking && (state.responding || state.speechStoppedMs !== null);
  const now: AgentState = speaking ? 'speaking' : thinking ? 'thinking' : 'listening';
  if (now !== state.agentState) {
    state.agentState = now;
    actions.push({ do: 'state', state: now });
  }
  if (state.hangingUp && !speaking && !state.responding) actions.push({ do: 'hang-up' });
}

import { expect } from 'vitest';
import { readTwiml, type TwimlNode } from '../../server/carrier/practice/twiml-reader.ts';
import type { AgentPatch } from '../../server/contracts/agent.ts';
import type { TransferDestination } from '../../server/contracts/transfer.ts';
import { until } from '../call/house-of-calls.ts';
import type { ScriptedConversation } from '../scripted-engine.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { form, LINE, ORIGIN, openPublicHouse } from './public-house.ts';

export const CALL = 'CA00000000000000000000000000000001';
export const ANN = '+12125551234';
export const SALES = '+12125555678';
const SOUND = Buffer.alloc(160, 0x55).toString('base64');
const ALWAYS = { weekly: [], holidays: [] };

export const destination = (over: Partial<TransferDestination>): TransferDestination => ({
  label: 'Ann',
  number: ANN,
  when: '',
  mode: 'warm',
  schedule: ALWAYS,
  ...over,
});

/** A tenant with a person who is asked first and a team that is not. */
const AGENT: AgentPatch = {
  greeting: 'Hello from the AI.',
  transfers: [destination({}), destination({ label: 'Sales', number: SALES, mode: 'cold' })],
};

export type TransferHouse = Awaited<ReturnType<typeof openTransferHouse>>;

/** The public listener with one tenant, a model that does as it is told, and the carrier's side of transfers. */
export async function openTransferHouse(agent: AgentPatch = {}) {
  const house = await openPublicHouse(await temporaryFolder());
  const tenant = await house.createTenant({
    businessName: 'Acme & Sons',
    phoneNumber: LINE,
    agent: { ...AGENT, ...agent },
  });
  const lines = new Map<string, ReturnType<typeof house.join>>();
  const session = (callSid = CALL) => house.registry.get(callSid)!;

  /** Posts a signed webhook of a call and reads the TwiML. */
  const ask = async (path: string, over: Record<string, string> = {}): Promise<TwimlNode> => {
    const { status, text } = await house.webhook(form(over), { path });
    expect(status).toBe(200);
    return readTwiml(text);
  };
  /** The same about a line that was dialled: it has a name and numbers of its own. */
  const askLeg = (url: string | undefined, over: Record<string, string> = {}) =>
    ask((url ?? '').replace(ORIGIN, ''), {
      CallSid: 'CA99999999999999999999999999999999',
      ParentCallSid: CALL,
      From: LINE,
      To: ANN,
      Direction: 'outbound-dial',
      CallStatus: 'in-progress',
      ...over,
    });

  /** Rings, and joins the stream of the call. */
  const ring = async (callSid = CALL): Promise<ScriptedConversation> => {
    const opened = house.engine.conversations.length;
    await house.webhook(form({ CallSid: callSid }));
    await until(() => house.engine.conversations.length > opened);
    joinAgain(callSid);
    return house.engine.last;
  };
  const joinAgain = (callSid = CALL): void => void lines.set(callSid, house.join(session(callSid)));

  /** Has the model use the tool. Resolves with how it is answered, or `null` when the agent says its last words. */
  const use = async (conversation: ScriptedConversation, args: unknown, callId = 'call-1') => {
    const spoken = conversation.said.length;
    conversation.emit({ type: 'tool-call', callId, name: 'transfer_call', arguments: args });
    await until(() => conversation.results.has(callId) || conversation.said.length > spoken);
    return conversation.results.get(callId) ?? null;
  };

  /** The agent's last words are said and heard. */
  const finishWords = (conversation: ScriptedConversation, callSid = CALL): void => {
    conversation.speak('last', 'One moment.', SOUND);
    const { leg, line } = lines.get(callSid)!;
    for (const mark of leg.marks) line.onMark(mark);
  };

  /** A call whose agent has left it for a transfer. */
  const parked = async (label = 'Ann', summary = 'Bob about an invoice', callSid = CALL) => {
    const conversation = await ring(callSid);
    await putThrough(conversation, label, summary, callSid);
    return conversation;
  };
  const putThrough = async (
    conversation: ScriptedConversation,
    label: string,
    summary = 'Bob about an invoice',
    callSid = CALL,
  ): Promise<void> => {
    const callId = `call-${conversation.said.length}`;
    expect(await use(conversation, { destination: label, summary }, callId)).toBeNull();
    finishWords(conversation, callSid);
    await until(() => session(callSid).parked !== null);
  };

  /** What the carrier is told to dial for a call that is parked. */
  const dialOf = (response: TwimlNode) => {
    const [dial] = response.children;
    expect(dial?.name).toBe('Dial');
    const [number] = dial!.children;
    expect(number?.name).toBe('Number');
    return { dial: dial!.attributes, number: number!.text, person: number!.attributes };
  };
  const dialled = async (callSid = CALL) =>
    dialOf(await ask('/phone/after-stream', { CallSid: callSid, CallStatus: 'in-progress' }));

  /** The carrier says how the dial ended. */
  const afterDial = (action: string | undefined, DialCallStatus: string, over: Record<string, string> = {}) =>
    ask((action ?? '').replace(ORIGIN, ''), { CallStatus: 'in-progress', DialCallStatus, ...over });

  return {
    ...house,
    tenant,
    session,
    ask,
    askLeg,
    joinAgain,
    ring,
    use,
    parked,
    putThrough,
    dialOf,
    dialled,
    afterDial,
    finishWords,
  };
}

/** The names of a document's verbs. */
export const verbs = (response: TwimlNode): string[] => response.children.map(({ name }) => name);

import { AppError } from '../../platform/errors.ts';
import { readTwiml, type TwimlNode } from './twiml-reader.ts';

/** What a TwiML document tells a phone to do, in order. */
export type Verb =
  | { verb: 'stream'; url: string; parameters: Record<string, string> }
  | { verb: 'say'; text: string }
  | { verb: 'pause'; seconds: number }
  /** Another number is rung for the caller. `action` is told how it went. */
  | {
      verb: 'dial';
      number: string;
      callerId: string | null;
      action: string;
      /** What the called person hears first; `null`: nothing. */
      screenUrl: string | null;
      /** Told who picked up. */
      progressUrl: string | null;
    }
  /** Words, and a key to be pressed. `onEmpty`: no key is told to `action` too. */
  | { verb: 'gather'; says: string[]; action: string; onEmpty: boolean }
  /** Records the caller until a silence, or for so long. */
  | { verb: 'record'; action: string; maxSeconds: number; silenceSeconds: number }
  | { verb: 'redirect'; url: string }
  | { verb: 'hang-up' }
  | { verb: 'reject' };

/** Reads a TwiML document. Throws `AppError` `invalid` for what is not TwiML and for verbs this phone does not know. */
export function readVerbs(xml: string): Verb[] {
  return readTwiml(xml).children.map(readVerb);
}

function readVerb(node: TwimlNode): Verb {
  switch (node.name) {
    case 'Connect':
      return readConnect(node);
    case 'Say':
      return { verb: 'say', text: node.text.trim() };
    case 'Dial':
      return readDial(node);
    case 'Gather':
      return {
        verb: 'gather',
        says: node.children.map(({ name, text }) => {
          if (name !== 'Say') throw wrong('<Gather> holds something besides <Say>');
          return text.trim();
        }),
        action: actionOf(node),
        onEmpty: node.attributes.actionOnEmptyResult === 'true',
      };
    case 'Record':
      return {
        verb: 'record',
        action: actionOf(node),
        maxSeconds: readSeconds(node, 'maxLength', '3600'),
        silenceSeconds: readSeconds(node, 'timeout', '5'),
      };
    case 'Pause':
      return { verb: 'pause', seconds: readSeconds(node, 'length', '1') };
    case 'Redirect':
      if (node.attributes.method !== undefined && node.attributes.method !== 'POST')
        throw wrong('<Redirect> must use POST');
      return { verb: 'redirect', url: node.text.trim() };
    case 'Hangup':
      return { verb: 'hang-up' };
    case 'Reject':
      return { verb: 'reject' };
    default:
      throw wrong(`the practice phone has no <${node.name}>`);
  }
}

function readConnect(node: TwimlNode): Verb {
  const [stream, ...others] = node.children;
  if (stream?.name !== 'Stream' || others.length > 0) throw wrong('<Connect> must hold one <Stream>');
  const { url } = stream.attributes;
  if (!url) throw wrong('<Stream> has no url');
  const parameters: Record<string, string> = {};
  for (const child of stream.children) {
    const { name, value } = child.attributes;
    if (child.name !== 'Parameter' || name === undefined || value === undefined)
      throw wrong('<Stream> holds something besides <Parameter name value>');
    if (name.length + value.length > 500) throw wrong(`<Parameter ${name}> is longer than 500 characters`);
    parameters[name] = value;
  }
  return { verb: 'stream', url, parameters };
}

function readDial(node: TwimlNode): Verb {
  const [number, ...others] = node.children;
  if (number?.name !== 'Number' || others.length > 0) throw wrong('<Dial> must hold one <Number>');
  if (!/^\+[1-9][0-9]{6,14}$/.test(number.text))
    throw wrong('<Number> holds no number in international form');
  const { statusCallback, amdStatusCallback, url } = number.attributes;
  if (statusCallback !== amdStatusCallback) throw wrong('<Number> has callbacks at two addresses');
  return {
    verb: 'dial',
    number: number.text,
    callerId: node.attributes.callerId ?? null,
    action: actionOf(node),
    screenUrl: url ?? null,
    progressUrl: statusCallback ?? null,
  };
}

function actionOf(node: TwimlNode): string {
  const { action, method } = node.attributes;
  if (!action) throw wrong(`<${node.name}> has no action`);
  if (method !== undefined && method !== 'POST') throw wrong(`<${node.name}> must use POST`);
  return action;
}

function readSeconds(node: TwimlNode, name: string, otherwise: string): number {
  const text = node.attributes[name] ?? otherwise;
  if (!/^[0-9]{1,4}$/.test(text)) throw wrong(`<${node.name}> has no ${name} in seconds`);
  return Number(text);
}

function wrong(why: string): AppError {
  return new AppError('invalid', `The answer is not TwiML that can be followed: ${why}.`);
}

import { AppError } from '../../platform/errors.ts';
import { readTwiml, type TwimlNode } from './twiml-reader.ts';

/** What a TwiML document tells a phone to do, in order. */
export type Verb =
  | { verb: 'stream'; url: string; parameters: Record<string, string> }
  | { verb: 'say'; text: string }
  | { verb: 'pause'; seconds: number }
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
    case 'Pause':
      return { verb: 'pause', seconds: readSeconds(node.attributes.length ?? '1') };
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

function readSeconds(text: string): number {
  if (!/^[0-9]{1,3}$/.test(text)) throw wrong('<Pause> has no length in seconds');
  return Number(text);
}

function wrong(why: string): AppError {
  return new AppError('invalid', `The answer is not TwiML that can be followed: ${why}.`);
}

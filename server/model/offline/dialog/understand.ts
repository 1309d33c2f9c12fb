import { nameGiven } from './caller-name.ts';

/** What a caller's sentence is about. A sentence may be about several things. */
export type Intent =
  | 'greeting'
  | 'hours'
  | 'address'
  | 'leave-message'
  | 'robot'
  | 'person'
  | 'identify'
  | 'repeat'
  | 'help'
  | 'wait'
  | 'bye'
  | 'thanks'
  | 'yes'
  | 'no'
  | 'name-part'
  | 'message-part'
  | 'matter';

export interface Meaning {
  /** As it was said or typed. */
  text: string;
  intents: ReadonlySet<Intent>;
  /** The name the caller gave, as it would be written. */
  name: string | null;
}

const RULES: [Intent, RegExp][] = [
  ['greeting', /^(?:hello|hi|hey|good (?:morning|afternoon|evening))\b|how are you/],
  [
    'hours',
    /\b(?:opening|business|office) (?:hours|times?)\b|\byour hours\b|\b(?:when|what time|how late)\b.*\b(?:open|close|closed|shut|come in)\b|\bare you (?:still )?open\b|^hours$/,
  ],
  [
    'address',
    /\b(?:your|the) (?:address|location)\b|\bwhere (?:are|is|can i find|do i find) (?:you|the|your)\b|\bhow (?:do|can) i (?:find|get to|reach) you(?:r|\b)|^(?:address|location)$/,
  ],
  [
    'leave-message',
    /\b(?:leave|take|left|give|pass(?: on)?) (?:a |him a |her a |them a )?message\b|^(?:a )?message(?: please)?$/,
  ],
  [
    'robot',
    /\b(?:robot|machine|computer|chat ?bot|bot|artificial|automated|recording)\b|\ban? a\.? ?i\b|\bare you (?:a )?(?:real|human|a person)|\b(?:to|with|this) a real (?:person|human)/,
  ],
  [
    'person',
    /\b(?:speak|talk) (?:to|with) (?!a (?:robot|machine|computer))(?!you\b)\w+|\bput me through\b|\btransfer me\b|\bis \w+(?: \w+)? (?:there|available|in)$/,
  ],
  [
    'identify',
    /\bwho is this\b|\bwho am i\b|\bwho are you\b|\bwhat(?:'s| is) your name\b|\bis this (?!a\b|about\b|an\b)|\bhave i reached\b/,
  ],
  [
    'repeat',
    /\b(?:repeat|say (?:that|it) again|come again|pardon|what was that|what did you say)\b|\b(?:didn't|did not|couldn't) (?:hear|catch|understand)\b|^(?:sorry )?what$/,
  ],
  ['help', /\bwhat can you do\b|\bhow can you help\b|^(?:can you )?help(?: me)?$|^i need help$/],
  [
    'wait',
    /^(?:please )?(?:one|just a|give me a|hold on|hang on|wait)\b(?:.*\b(?:moment|second|minute))?(?! and)/,
  ],
  [
    'bye',
    /\b(?:good ?bye|bye|good night|see you|that's all|that is all|that's it|nothing(?: else)?|that will be all|that's everything|have to go|hang up)\b|\bhave a (?:nice|good|great) (?:day|one|evening)/,
  ],
  ['thanks', /\b(?:thanks|thank you|cheers|great|perfect|wonderful)\b/],
  [
    'yes',
    /^(?:yes|yeah|yep|yup|sure|okay|ok|correct|right|exactly|of course|all right|alright|go ahead|please do|absolutely|i do|fine)\b|^(?:that's|that is) (?:right|correct|fine|it exactly)/,
  ],
  [
    'no',
    /^(?:no|nope|nah|not really|incorrect|wrong|never mind)\b|\b(?:is|are|that's|it's) (?:wrong|not right|not correct|incorrect)\b/,
  ],
  ['name-part', /^(?:no )?(?:the|my) name(?: is wrong| was wrong| please)?$|^both$/],
  ['message-part', /^(?:no )?(?:the|my) message(?: is wrong| was wrong| please)?$|^both$/],
  [
    'matter',
    /\b(?:call|ring|get|phone|write|email|text) (?:me )?back\b|\b(?:call|ring|phone|email|text) me\b|\babout (?:my|the|a|an|your|prices)\b|\burgent\b|\bemergency\b|\bappointment\b|\bquote\b|\binvoice\b|\bdelivery\b|\breturning\b|\b(?:tell|ask|let) (?:him|her|them|someone|somebody|the|\w+) (?:to|that|know|i)\b|\bi(?:'m| am| will be|'ll be)(?: \w+)* late\b|\b(?:broken|leaking|not working|isn't working|missing|damaged)\b|\bmy number is\b|\bi (?:need|want|have a|can't|cannot|would like|am calling|will call|'d like)\b|\bi'(?:d like|ll call|m calling)\b/,
  ],
];

/** Words of the answers that never are a matter of their own. */
const NO_MATTER: Intent[] = [
  'hours',
  'address',
  'leave-message',
  'robot',
  'person',
  'repeat',
  'help',
  'identify',
];

/**
 * Finds by rules what a sentence is about; for what was heard as for what was typed.
 *
 * @param text In any case, with or without punctuation.
 * @param knownNames Names that callers may have besides the usual ones.
 */
export function understand(text: string, knownNames: readonly string[] = []): Meaning {
  const words = text
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^a-z0-9' ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = words
    .replace(/^(?:(?:um|uh|oh|well|so|hi|hello|hey|hi there) )+(?=\w)/, '')
    .replace(/ please$/, '');
  const intents = new Set(
    RULES.filter(([, rule]) => rule.test(bare) || rule.test(words)).map(([intent]) => intent),
  );
  if (NO_MATTER.some((intent) => intents.has(intent))) intents.delete('matter');
  return { text: text.trim(), intents, name: nameGiven(text, knownNames) };
}

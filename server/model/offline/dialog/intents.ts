/** What a caller's sentence is about. A sentence may be about several things. */
export type Intent =
  | 'greeting'
  | 'hours'
  | 'open-now'
  | 'address'
  | 'leave-message'
  | 'appointment'
  | 'robot'
  | 'person'
  | 'forget'
  | 'identify'
  | 'repeat'
  | 'help'
  | 'wait'
  | 'bye'
  | 'thanks'
  | 'yes'
  | 'no'
  | 'no-need'
  | 'cancel'
  | 'name-part'
  | 'message-part'
  | 'number-part'
  | 'time-part'
  | 'urgent'
  | 'not-urgent'
  | 'matter';

const PERSONAL = '(?:data|details|information|info|records?|numbers?|name|memory|history|profile|file)';

/** By which words each is known, in a sentence in lower case without marks. */
export const RULES: readonly [Intent, RegExp][] = [
  ['greeting', /^(?:hello|hi|hey|good (?:morning|afternoon|evening))\b|how are you/],
  [
    'hours',
    /\b(?:opening|business|office) (?:hours|times?)\b|\byour hours\b|\b(?:when|what time|how late)\b.*\b(?:open|close|closed|shut|come in)\b|\bare you (?:still )?open\b|^hours$/,
  ],
  [
    'open-now',
    /^(?!.*\b(?:when|what|how late)\b).*\bare you (?:still |currently )?open(?: (?:now|right now|just now|at the moment))?$/,
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
    'appointment',
    /^(?!.*\b(?:cancel|change|reschedule|move|confirm|missed?|about my)\b)(?:.*\b(?:make|book|schedule|arrange|set up|get|request|have|need|want|like|for)\b.*\b(?:an?|another)(?: \w+)? (?:appointment|booking|reservation)\b|(?:an )?appointment$|book an? \w+$|.*\bbook me in\b)/,
  ],
  [
    'robot',
    /\b(?:robot|machine|computer|chat ?bot|bot|artificial|automated|recording)\b|\ban? a\.? ?i\b|\bare you (?:a )?(?:real|human|a person)|\b(?:to|with|this) a real (?:person|human)/,
  ],
  [
    'person',
    /\b(?:speak|talk) (?:to|with) (?!a (?:robot|machine|computer))(?!you\b)\w+|\b(?:put|pass|send) me (?:through|over)\b|\b(?:transfer|connect) me\b|\bis \w+(?: \w+)? (?:there|available|in)$|^(?:a )?(?:real |human )?(?:person|human|agent|operator|somebody|someone)$/,
  ],
  [
    'forget',
    new RegExp(
      `\\bforget (?:about )?(?:me\\b|all about me|everything about me|my ${PERSONAL})|\\b(?:delete|erase|remove|wipe|clear)\\b(?: \\w+){0,4} (?:about me\\b|my (?:\\w+ )?${PERSONAL}\\b)`,
    ),
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
  [
    'no-need',
    /\b(?:no|not) (?:need|necessary)\b|\b(?:don't|do not|needn't|need not) (?:need to |have to |want (?:them|you|anyone) to )?(?:call|ring|phone)\b|\bthey don't have to\b|\bno call ?back\b|^(?:none|no number|nothing|never mind|i don't (?:know|have one))$/,
  ],
  [
    'cancel',
    /^(?:(?:no|oh|actually|please|sorry|okay|wait) )*(?:forget (?:it|that|about (?:it|that))|(?:cancel|scrap|drop|delete|discard) (?:it|that|this|the (?:message|request)|my (?:message|request))|i(?:'ve| have)? changed my mind|(?:don't|do not) (?:send|pass|leave|save|take|keep) (?:it|that|this|(?:the|my) message)(?: on| down)?|(?:don't|do not) bother|never mind(?: (?:it|that|the message))?)(?: (?:then|thanks|thank you|please|goodbye|bye|after all|i'll (?:call|try) (?:back|again)(?: later)?|it's (?:fine|okay|ok|nothing)))*$/,
  ],
  ['name-part', /^(?:no )?(?:the|my) name(?: is wrong| was wrong| please)?$|^both$/],
  ['message-part', /^(?:no )?(?:the|my) (?:message|reason|text)(?: is wrong| was wrong| please)?$|^both$/],
  ['number-part', /^(?:no )?(?:the|my) (?:\w+ )?number(?: is wrong| was wrong| please)?$/],
  ['time-part', /^(?:no )?(?:the|my) (?:times?|day|date)(?: (?:is|are|was) wrong| please)?$/],
  ['urgent', /\burgent(?:ly)?\b|\bemergency\b|\bimmediately\b/],
  [
    'not-urgent',
    /\b(?:not|isn't|n't|nothing)(?: \w+)? (?:urgent|an emergency)\b|\bno (?:hurry|rush)\b|\bnot in a (?:hurry|rush)\b/,
  ],
  [
    'matter',
    /\b(?:call|ring|get|phone|write|email|text) (?:me )?back\b|\b(?:call|ring|phone|email|text) me\b|\babout (?:my|the|a|an|your|prices)\b|\burgent\b|\bemergency\b|\bappointment\b|\bquote\b|\binvoice\b|\bdelivery\b|\breturning\b|\b(?:tell|ask|let) (?:him|her|them|someone|somebody|the|\w+) (?:to|that|know|i)\b|\bi(?:'m| am| will be|'ll be)(?: \w+)* late\b|\bwater (?:is )?(?:coming|running|pouring|dripping)\b|\b(?:broken|leaking|not working|isn't working|missing|damaged)\b|\bmy number is\b|\bi (?:need|want|have a|can't|cannot|would like|am calling|will call|'d like)\b|\bi'(?:d like|ll call|m calling)\b/,
  ],
];

/** What never is a matter of its own. */
export const NO_MATTER: readonly Intent[] = [
  'hours',
  'address',
  'leave-message',
  'robot',
  'person',
  'forget',
  'repeat',
  'help',
  'identify',
];

import type { Expects } from './state.ts';

/** By which questions a receptionist of any kind asks for what. The first that fits counts. */
const QUESTIONS: readonly [Expects, RegExp][] = [
  ['number-right', /(?:\d\W{0,2}){7}.*\b(?:right|correct)\b[^.!?]*\?\s*$/],
  ['own-number', /\bnumber (?:that )?you(?:'re| are) (?:calling|phoning|ringing) from\b[^.!?]*\?\s*$/],
  ['number', /\bnumber\b[^.!?]*\?\s*(?:please say it[^.!?]*\.\s*)?$|\bwhat(?:'s| is) the rest\?\s*$/],
  [
    'name',
    /\b(?:your|first|last|full|the) name\b[^.!?]*\?\s*$|\bwho(?:'s| is| am i)\b[^.!?]*\b(?:calling|speaking)\b[^.!?]*\?\s*$/,
  ],
  [
    'times',
    /\b(?:which|what) (?:day|time|date)s?\b[^.!?]*\?\s*(?:you can[^.!?]*\.\s*)?$|\bwhen would\b[^.!?]*\?\s*$/,
  ],
  ['reason', /\bappointment\b.*\bwhat\b[^.!?]*\bfor\?/],
  ['confirmation', /\b(?:right|correct)\?\s*$/],
  [
    'message',
    /\b(?:what (?:is|'s)|what should) (?:your|the) message\b[^.!?]*\?\s*$|\bwhat (?:should|shall|can|may|would you like) [^.!?]*\b(?:tell|pass on|say)\b[^.!?]*\?\s*$/,
  ],
  [
    'offer',
    /\b(?:leave|take|pass on) (?:a|the|your) message\b[^.!?]*\?|\b(?:pass (?:it|that|this) on|shall i do that)\b[^.!?]*\?\s*$/,
  ],
  ['more', /\b(?:anything|something) else\b[^.!?]*\?\s*$/],
];

/** What an agent's words ask for; `anything` when it is nothing in particular. */
export function askedFor(text: string): Expects {
  const plain = text.toLowerCase().replace(/[’`]/g, "'");
  return QUESTIONS.find(([, question]) => question.test(plain))?.[0] ?? 'anything';
}

/** True when an agent's words say that something was passed on. */
export function saysPassedOn(text: string): boolean {
  return (
    /\b(?:have|has been|'ve|was) (?:now )?(?:passed|taken|noted|saved|sent|forwarded|written)\b[^.!?]*\b(?:message|request|on|down)\b/i.test(
      text.replace(/[’`]/g, "'"),
    ) ||
    /\b(?:message|request)\b[^.!?]*\b(?:has been|is|was) (?:passed on|taken|noted|saved|sent|forwarded)\b/i.test(
      text,
    )
  );
}

import { atStart, type ClaimWords, gap, words } from './claim.ts';

const SLOWLY = '(?: (?:just|already|now|also|all|gone ahead and|successfully|actually|finally))*';
/** "I have just …", "we …". */
const WE = `(?:I|we)(?:'ve| have)?(?: went ahead and)?${SLOWLY}`;
const COULD = "(?:I|we)(?:'ve| have)? (?:was able|were able|been able|managed) to";
const IS = "(?: is|'s| are| has been|'s been| have been)(?: now| all| just| already| been| successfully)*";
const AM = "(?:I|we)(?:'m| am|'re| are)(?: now| just| already| also)*";

const VISIT =
  '(?:appointments?|bookings?|reservations?|visits?|meetings?|consultations?|viewings?|sessions?)';
const BOOKED = '(?:booked|scheduled|rescheduled|reserved|pencill?ed)';
const ARRANGED =
  '(?:confirmed|made|set up|arranged|moved|changed|cancell?ed|added|secured|created|placed|put in)';
/** Words of an object that is no visit itself: "a note about your appointment". */
const OF_VISIT = `(?: (?!notes?|messages?|requests?)\\S+){0,4}? (?:${VISIT}|(?:slot|table|spot) for you)`;
/** At the end of what it says, or before when and for whom. */
const FOR_YOU = '(?= (?:for|you|it|in|on|at|to|that)(?!\\p{L})|\\W*$)';

const LETTER =
  '(?:text(?: message)?|texts|sms|e-?mail|link|confirmation|details|directions|address|invoice|receipt|quote|copy|information|info|form|brochure)';
const SENT = '(?:sent|texted|e-?mailed|messaged|mailed|forwarded)';

const MESSAGE = '(?:messages?|requests?|inquiry|enquiry|concerns?|complaint|feedback|question)';
const NOTED =
  '(?:passed|relayed|handed|forwarded|sent|submitted|put in|left|delivered|logged|recorded|saved|taken|took|noted|written down|got|stored)';
const STAFF =
  '(?:them|him|her|(?:the|our|my) (?!number|phone|address|e-?mail)\\S+|(?:dr|mr|mrs|ms)\\b|(?!you\\b|your\\b)(?:someone|everyone|reception|billing|sales|support))';

const YOU = '(?:you|your call|the call|this call)';
const OWN = '(?:everything|all|data|details|information|info|records?|number|history|profile|memory|notes)';
const ERASED = '(?:deleted|erased|removed|wiped|cleared|forgotten|forgot|purged)';

export const ENGLISH: ClaimWords = {
  language: 'en',
  guard: words(
    "not|never|\\p{L}+n't|no(?! (?:problem|worries|trouble))|cannot|unable|without|nobody|neither|nor",
    "\\p{L}+'ll|will|would|\\p{L}+'d|could|can|may|might|should|shall|must|going to|gonna|let me|want|need|needs",
    'try|trying|hope|wish|once|if|whether|unless|until|till|before|when|whenever|as soon as|after|in case|how|does|did',
  ),
  denial: words("not|never|\\p{L}+n't|no(?! longer)|nothing|nobody|yet to be|fully"),
  condition: atStart('if|once|when|whenever|unless|until|as soon as|before|in case|should|had'),
  done: {
    booked: words(
      `${WE} ${BOOKED}`,
      `${WE} ${ARRANGED}${OF_VISIT}`,
      `${COULD} (?:book|schedule|reschedule|reserve|get you (?:in|booked)|(?:confirm|make|move|cancel|change)${OF_VISIT})`,
      `(?:I|we)(?:'ve| have)?(?: got)? (?:you|it|that|this|your \\S+)(?: all| now)* (?:${BOOKED}|confirmed)`,
      `(?:I|we)(?:'ve| have)?(?: got)? you(?: all| now)? (?:down for|in for|set for)`,
      `(?:${WE} added (?:you|it|that|this)|you(?:'ve| have) been added) to (?:the|our) (?:calendar|schedule|diary|book|list)`,
      `${WE} (?:put|got|squeezed|fit|fitted|signed) you (?:down|in|up) (?:for|on|at)`,
      `you(?:'re| are|'ve been| have been)(?: all| now| officially)* (?:${BOOKED}|confirmed)${FOR_YOU}`,
      `you(?:'re| are)(?: all| now| officially)* (?:down|in|set) for`,
      `(?:your|the|this|that|an?)(?: \\S+){0,2}? ${VISIT}${gap(5)}${IS} (?:${BOOKED}|confirmed|set|made|moved|changed|cancell?ed|secured|arranged)`,
      `your (?:\\S+ )?(?:slot|table|spot|time|place|seat)${gap(3)}${IS} (?:${BOOKED}|confirmed|secured|set)`,
      `(?:it|this|everything)(?: is|'s| has been|'s been)(?: now| all| just| been)* (?:${BOOKED}|confirmed)`,
      `(?<!sorry )that(?: is|'s| has been|'s been)(?: now| all| just| been)* (?:${BOOKED}|confirmed)(?! already)`,
      `^(?:and |so )?(?:all |just |now )*(?:${BOOKED}|confirmed)${FOR_YOU}`,
    ),
    sent: words(
      `${WE} ${SENT}`,
      `${COULD} (?:send|text|e-?mail)`,
      `${WE} (?:shot|dropped) you`,
      `(?:the|your|an?|that|this|my|it|everything)(?: \\S+){0,2}?(?:(?<=it|that|this|everything)| ${LETTER})${gap(3)}(?:(?: has| have|'s)(?: now| just| already)* been| was just) ${SENT}`,
      `(?:the|your|an?|that|this)(?: \\S+){0,2}? ${LETTER}${gap(3)}(?: is|'s| are)(?: now| just| already)* (?:sent|on (?:its|the|their) way|in your inbox)`,
      `(?:it|that)(?: is|'s)(?: now| just| already)* (?:on (?:its|the) way to you|in your inbox)`,
      'you (?:should|must)(?: now| already)? have (?:received|gotten|got)',
      `^(?:and |so )?(?:just |now )*(?:sent|texted|e-?mailed)${FOR_YOU}`,
    ),
    message: words(
      `${WE} ${NOTED}(?: (?!you(?!\\p{L})|notes? )\\S+){0,3}? ${MESSAGE}`,
      `${WE} (?:passed|sent|handed|forwarded|relayed|given|gave)(?: (?!you(?!\\p{L}))\\S+){1,4}? (?:on|along|over to|to ${STAFF})`,
      `${WE} (?:let ${STAFF}(?: \\S+)? know|(?:told|notified|informed|alerted) (?:${STAFF}|(?!you)\\p{L}+))`,
      `${WE} made a note (?:for|to) ${STAFF}`,
      `${COULD} (?:pass|relay|hand)`,
      `(?:your|the|this|that) (?:\\S+ )?${MESSAGE}${gap(4)}${IS} (?:passed|taken|sent|delivered|recorded|noted|saved|left|forwarded|submitted|logged|received|stored|with the|on (?:its|the) way)`,
      `(?:it|that|this|everything)(?:'s| has)(?: now| just| already)* been (?:(?:passed|forwarded|sent|handed) (?:on|along|over|to ${STAFF})|taken down)`,
      `(?:they|he|she|the team|everyone)(?:'ve|'s| have| has)(?: now| already)* (?:(?:got )?your ${MESSAGE}|been (?:told|notified|informed|alerted))`,
      `^(?:your )?message (?:taken|sent|delivered|passed on|saved|received|noted)`,
    ),
    transferred: words(
      `${WE} (?:transferred|connected|redirected|patched|forwarded|rerouted) ${YOU}`,
      `${WE} put ${YOU}(?: straight| right| now)* (?:through|over)`,
      `${COULD} (?:transfer|connect|put ${YOU} through)`,
      "you(?:'re| are|'ve been| have been)(?: now| just| all)* (?:transferred|connected|put through|patched through)",
      'your call (?:is|has been)(?: now| just)* (?:transferred|connected|put through|forwarded)',
    ),
    forgotten: words(
      `${WE} ${ERASED}${gap(5)} (?:${OWN}|you from|about you)`,
      `(?:your|all|everything|any)${gap(6)}(?: has been| have been| is| are|'s been)(?: now| all| completely| permanently| just| been)* (?:deleted|erased|removed|wiped|cleared|forgotten)`,
      "you(?:'ve| have) been (?:forgotten|deleted|erased|removed|wiped)",
      `(?:I|we) no longer (?:have|hold|store|remember|keep)${gap(4)} (?:${OWN}|about you|anything)`,
    ),
  },
  ongoing: {
    booked: words(`${AM} (?:booking|scheduling|reserving|rescheduling)`, '^booking (?:you|it|that)'),
    sent: words(`${AM} (?:sending|texting|e-?mailing)`, '^(?:sending|texting|e-?mailing) (?:you|it|that)'),
    message: words(`${AM} (?:passing|forwarding|relaying)${gap(4)} (?:on|along|to ${STAFF})`),
    transferred: words(
      `${AM} (?:transferring|connecting|patching|forwarding|redirecting) ${YOU}`,
      `${AM} putting ${YOU}(?: straight| right| now)* (?:through|over)`,
      `^(?:now )?(?:(?:transferring|connecting) ${YOU}|putting ${YOU} through)`,
      `while (?:I|we) (?:(?:transfer|connect|patch) ${YOU}|put ${YOU} through)`,
      "(?:you(?:'re| are)|your call is)(?: now)? being (?:transferred|connected|put through|forwarded)",
    ),
    forgotten: words(`${AM} (?:deleting|erasing|removing|wiping)${gap(4)} (?:${OWN}|about you)`),
  },
};

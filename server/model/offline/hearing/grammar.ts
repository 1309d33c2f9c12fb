import type { BusinessFacts } from '../../engine.ts';
import { FIRST_NAMES, LAST_NAMES } from '../common-names.ts';
import { CLOSING, NUMBER, PHRASES, TIMES } from './phrases.ts';

/** What the agent has just asked for; the recogniser then expects it. */
export type Expectation = 'anything' | 'name' | 'message' | 'times' | 'number' | 'yes-no';

/** The sounds of English, of which a stretch of speech that is no phrase of the grammar is made. */
export const PHONES =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(
    ' ',
  );

/** The word that stands for one sound on its own. No dictionary word looks like it. */
export const phoneWord = (phone: string) => `xx${phone.toLowerCase()}`;

/** Speech that is no phrase of a grammar. */
const OTHER = `<other> = (${PHONES.map(phoneWord).join(' | ')})+;\n`;

/**
 * How likely other speech is beside the grammar. The value is found by trial: words of the grammar are hardly ever
 * turned away, most other sentences are.
 */
const OTHER_SPEECH = '1e-10';

/** Words that a grammar can hold: lower-case letters and apostrophes. Accents are dropped, all else separates words. */
export function grammarWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/’/g, "'").toLowerCase();
  return plain.match(/[a-z][a-z']*[a-z]|[a-z]/g) ?? [];
}

const oneOf = (choices: Iterable<string>) => [...new Set(choices)].join(' | ');

/** Names to be said whole or by their first word. */
function spokenNames(names: string[]): string[] {
  return names
    .map(grammarWords)
    .flatMap((words) => [words.join(' '), words[0] ?? ''])
    .filter(Boolean);
}

/** More of a tenant's questions would make recognition slow. */
const MOST_QUESTIONS = 30;
const LONGEST_QUESTION = 12;

/** Questions as callers may say them. Those with figures or in other letters are left out: how they sound is not known. */
function spokenQuestions({ answers }: BusinessFacts): string[] {
  return answers
    .filter(({ question }) => !/\d|[^\p{Script=Latin}\p{M}\p{P}\p{S}\s]/u.test(question))
    .map(({ question }) => grammarWords(question))
    .filter((words) => words.length > 1 && words.length <= LONGEST_QUESTION)
    .map((words) => words.join(' '))
    .slice(0, MOST_QUESTIONS);
}

/** Destinations by their labels, with and without what they are: "billing", "the billing team". */
function spokenLabels({ destinations }: BusinessFacts): string[] {
  const known = /^(?:the )?(.*?)(?: (?:department|team|office|desk))?$/;
  return destinations
    .map((label) => grammarWords(label).join(' '))
    .map((words) => known.exec(words)?.[1] || words)
    .filter(Boolean);
}

/**
 * The grammars of one tenant in JSGF, one for each expectation: the usual phrases, the tenant's own names, and a way out for
 * speech that is none of them.
 */
export function buildGrammars(facts: BusinessFacts): Record<Expectation, string> {
  const own = spokenNames([...facts.names, facts.agentName]);
  const business = [grammarWords(facts.businessName).join(' '), 'the office'].filter(Boolean);
  const labels = spokenLabels(facts);
  const questions = spokenQuestions(facts);
  const rules = `${PHRASES}${CLOSING}
<desk> = ${labels.length > 0 ? `[the] (${oneOf(labels)}) [department | team | office]` : '<ownName>'};
<question> = ${oneOf(questions.length > 0 ? questions : ['what can you do'])};
<ownName> = ${oneOf(own.length > 0 ? own : ['the boss'])};
<business> = ${oneOf(business)};
<first> = ${oneOf([...FIRST_NAMES, ...own])};
<last> = ${oneOf(LAST_NAMES)};
<fullName> = <first> [<last>];
<usual> = <greet> | <hours> | <where> | <leave> | <robot> | <person> | <identify> | <repeat> | <help> | <wait> | <bye> | <thank>
  | <yes> | <no> | <part> | <message> | <appointment> | <forget> | <question>;
${OTHER}`;
  // Every mention of a rule copies it into the recogniser's graph, so each of the large ones is mentioned once.
  const expecting = (ask: string, more = '') => `#JSGF V1.0;
grammar caller;
${rules}${more}
public <said> = [/0.03/ <opener>] (${ask}) [/0.1/ <polite>] | /1/ <closing> | /${OTHER_SPEECH}/ <other>;
`;
  return {
    anything: expecting(
      `/1/ <usual> | /0.1/ <introduction> <fullName> [[and] <then>]${labels.length > 0 ? ' | /0.1/ <desk>' : ''}`,
    ),
    name: expecting("/0.1/ <usual> | /1/ [<introduction> | it's] <fullName>"),
    message: expecting('/1/ <message> | /0.3/ <usual>'),
    times: expecting('/1/ <times> | /0.1/ <usual>', TIMES),
    number: expecting('/1/ <number> | /0.5/ <yes> | /0.5/ <no> | /0.01/ <usual>', NUMBER),
    // A name only with words around it: "okay" sounds like "I'm Kate".
    'yes-no': expecting(
      "/1/ <yes> | /1/ <no> | /0.1/ <usual> | /0.1/ [no] (my name is | my name's | no it's | no i'm) <fullName>",
    ),
  };
}

/** Short answers, to be tried when nothing else was recognised in a short utterance. */
export const SHORT_ANSWERS =
  '#JSGF V1.0;\ngrammar short;\npublic <said> = yes | yeah | yep | no | nope | sure | okay | correct | hello | hi | goodbye | bye | thanks;\n';

/**
 * Thanks and a goodbye in one breath, to be tried when nothing else was recognised: the pause between them easily passes for
 * other speech. More words than these, and other speech passes for a goodbye.
 */
export const CLOSINGS = `#JSGF V1.0;
grammar closings;
public <said> = [that's all] (thank you | thanks) (goodbye | bye) | /1e-23/ <other>;
${OTHER}`;

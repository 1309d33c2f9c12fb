import { z } from 'zod';

/** Parts of a sentence, so that "not" in one part does not deny another: "I am an AI assistant, not a person." */
const clausesOf = (text: string) =>
  text.split(/[.,;:!?…]+(?=\s|$)|[。，！？–—]|(?<!\p{L})(?:but|sondern|sino|mais|ma|mas|maar)(?!\p{L})/iu);

const word = (alternatives: string, flags = 'iu') =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, flags);

const DENIES = word(
  "not?|never|without|\\p{L}+n['’]t|cannot|nicht|nie|kein\\p{L}*|ohne|nunca|sin|pas|jamais|sans|aucune?|non|senza|não|nem|sem|geen|niet|nooit|zonder",
);
const FREE_OF = /(?:AI|KI|IA)[\s-]?(?:free|frei|vrij)|free of|frei von/iu;

/** Abbreviations as they are written, so that the Italian "ai" or a town in Iowa is not one of them. */
const AI = word('AI|A\\.I\\.?', 'u');
const AI_ELSEWHERE = word('KI|K\\.I\\.?|IA|I\\.A\\.?|ИИ', 'u');
const ARTIFICIAL = new RegExp(
  [
    'artificial intelligence|inteligencia artificial|intelligence artificielle|intelligenza artificiale',
    'inteligência artificial|künstliche\\p{L}* intelligenz|kunstmatige intelligentie|sztuczn\\p{L}+ inteligenc',
    'искусственн\\p{L}+ интеллект|yapay zek|umělá inteligence|tekoäly|人工智[能慧]|人工知能|인공지능|اصطناعي',
  ].join('|'),
  'iu',
);
const MACHINE = word(
  'ro?bots?|chatbots?|voicebots?|roboter\\p{L}*|robô|computer|ordenador|ordinateur|computador|máquina|macchina|maschine|machine',
);
/** Says that a machine speaks only beside what speaks: a "digital agency" does not. */
const OF_MACHINES =
  'virtu[ae]|digital|numérique|autom[aá]t|artifici|künstlich|kunstmatig|wirtualn|computeri[sz]';
const SPEAKER =
  'assist|asist|agent|r[eé]cep|rezep|voice|voix|voz|voce|stem|stimme|s[iy]st[eéè]m|secret|segret|sekret|attendant|asystent';
const MACHINE_SPEAKER = new RegExp(
  `(?:${OF_MACHINES}).*(?:${SPEAKER})|(?:${SPEAKER}).*(?:${OF_MACHINES})`,
  'iu',
);

/** Whether a clause says one of these, and nothing before it in the clause denies it. */
const saysOneOf = (text: string, patterns: readonly RegExp[]) =>
  clausesOf(text).some((clause) =>
    patterns.some((pattern) => {
      const said = pattern.exec(clause);
      if (!said || FREE_OF.test(clause)) return false;
      return !DENIES.test(clause.slice(0, said.index + said[0].length));
    }),
  );

const RECORDED = new RegExp(
  [
    String.raw`(?<!\p{L})record(?:s|ed|ing|ings)?(?!\p{L})|enregistr|(?<!\p{L})grab(?:a|ad[ao]s?|ando|amos|ación|arse|ar)(?!\p{L})`,
    String.raw`zeichnen .*auf(?!\p{L})|nehmen .*auf(?!\p{L})|nemen .*op(?!\p{L})|(?<!\p{L})grava(?:d[ao]s?|ndo|mos|ção|r)?(?!\p{L})|aufgezeichn|aufzeichn|aufgenommen|mitgeschnitten|registra`,
    'opgenomen|opneem|opname|opnemen|nagryw|nahráv|spelas in|записыва|запись|kayıt|kayd|nauhoit|录音|錄音|録音|녹음|تسجيل',
  ].join('|'),
  'iu',
);

const notice = (problem: string, tells: (text: string) => boolean) =>
  z.string().trim().min(1, problem).max(300).refine(tells, problem);

/** Said at the start of every call; it can be put into other words, not left out. */
export const aiNotice = notice(
  'The notice must say that an AI is speaking, for example "I am an AI assistant."',
  (text) => saysOneOf(text, [AI, ARTIFICIAL, AI_ELSEWHERE, MACHINE, MACHINE_SPEAKER]),
);

/** Said at the start of every call that is recorded. */
export const recordingNotice = notice(
  'The notice must say that the call is recorded, for example "This call is recorded."',
  (text) => saysOneOf(text, [RECORDED]),
);

/**
 * True when a greeting template says by itself that an AI is speaking. Placeholders do not count: a business may have
 * "AI" in its name. In English "IA" is Iowa.
 * @param language tag of the language the template is written in
 */
export function saysAi(template: string, language: string): boolean {
  const patterns = /^en(?:-|$)/.test(language) ? [AI, ARTIFICIAL] : [AI, ARTIFICIAL, AI_ELSEWHERE];
  return saysOneOf(template.replace(/\{\w+\}/g, ' '), patterns);
}

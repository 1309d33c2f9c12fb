/** What is said by code rather than by the model, in the languages it is most often needed in. */
interface LineWords {
  /** Before a caller is put through. */
  puttingThrough: (label: string) => string;
  /** While a tool takes long; never the same twice running. */
  moments: readonly [string, string, ...string[]];
  /** The call is ended at a limit. */
  limitReached: string;
  /** The stream was lost and the caller is back. */
  cutOff: string;
}

const WORDS: Readonly<Record<string, LineWords>> = {
  en: {
    puttingThrough: (label) => `One moment, I will put you through to ${label}.`,
    moments: [
      'One moment, please.',
      'Just a second, I am still looking.',
      'Thank you for waiting, I am on it.',
    ],
    limitReached: 'I am sorry, I have to end our call here. Thank you for calling. Goodbye.',
    cutOff: 'I am sorry, we were cut off. Please go on.',
  },
  es: {
    puttingThrough: (label) => `Un momento, le paso con ${label}.`,
    moments: ['Un momento, por favor.', 'Un segundo, sigo buscando.', 'Gracias por esperar, estoy en ello.'],
    limitReached: 'Lo siento, tengo que terminar aquí la llamada. Gracias por llamar. Adiós.',
    cutOff: 'Lo siento, se cortó la llamada. Continúe, por favor.',
  },
  fr: {
    puttingThrough: (label) => `Un instant, je vous passe ${label}.`,
    moments: [
      'Un instant, s’il vous plaît.',
      'Encore une seconde, je cherche.',
      'Merci de patienter, je m’en occupe.',
    ],
    limitReached: 'Je suis désolée, je dois terminer notre appel ici. Merci de votre appel. Au revoir.',
    cutOff: 'Je suis désolée, nous avons été coupés. Continuez, je vous prie.',
  },
  de: {
    puttingThrough: (label) => `Einen Moment, ich verbinde Sie mit ${label}.`,
    moments: [
      'Einen Moment, bitte.',
      'Einen Augenblick noch, ich suche.',
      'Danke für Ihre Geduld, ich bin dabei.',
    ],
    limitReached:
      'Es tut mir leid, ich muss unser Gespräch hier beenden. Danke für Ihren Anruf. Auf Wiederhören.',
    cutOff: 'Es tut mir leid, wir wurden unterbrochen. Bitte fahren Sie fort.',
  },
};

/**
 * The words for a language tag, English where there are none.
 * @param language BCP 47
 */
export function lineWords(language: string): LineWords {
  const words = WORDS[language.split('-')[0] ?? ''] ?? WORDS.en;
  if (!words) throw new Error('English words are always there.');
  return words;
}

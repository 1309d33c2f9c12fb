/** What is said by code rather than by the model, in the languages it is most often needed in. */
interface LineWords {
  /** Before a caller is put through. */
  puttingThrough: (label: string) => string;
  /** While a tool takes long; never the same twice running. */
  moments: readonly [string, string, ...string[]];
  /** The call is ended at a limit. */
  limitReached: string;
  /** The program is about to end. */
  stopping: string;
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
    stopping: 'I am sorry, I have to end our call here. Please call again in a few minutes. Goodbye.',
    cutOff: 'I am sorry, we were cut off. Please go on.',
  },
  es: {
    puttingThrough: (label) => `Un momento, le paso con ${label}.`,
    moments: ['Un momento, por favor.', 'Un segundo, sigo buscando.', 'Gracias por esperar, estoy en ello.'],
    limitReached: 'Lo siento, tengo que terminar aquí la llamada. Gracias por llamar. Adiós.',
    stopping:
      'Lo siento, tengo que terminar aquí la llamada. Llame de nuevo en unos minutos, por favor. Adiós.',
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
    stopping:
      'Je suis désolée, je dois terminer notre appel ici. Rappelez dans quelques minutes, je vous prie. Au revoir.',
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
    stopping:
      'Es tut mir leid, ich muss unser Gespräch hier beenden. Bitte rufen Sie in ein paar Minuten noch einmal an. Auf Wiederhören.',
    cutOff: 'Es tut mir leid, wir wurden unterbrochen. Bitte fahren Sie fort.',
  },
  it: {
    puttingThrough: (label) => `Un momento, la metto in contatto con ${label}.`,
    moments: [
      'Un momento, per favore.',
      'Ancora un secondo, sto cercando.',
      'Grazie per l’attesa, me ne occupo.',
    ],
    limitReached: 'Mi dispiace, devo terminare qui la chiamata. Grazie per aver chiamato. Arrivederci.',
    stopping:
      'Mi dispiace, devo terminare qui la chiamata. Richiami tra qualche minuto, per favore. Arrivederci.',
    cutOff: 'Mi dispiace, è caduta la linea. Prego, continui.',
  },
  pt: {
    puttingThrough: (label) => `Um momento, vou passar a ligação para ${label}.`,
    moments: [
      'Um momento, por favor.',
      'Só um segundo, ainda estou a procurar.',
      'Obrigado por aguardar, já estou a tratar disso.',
    ],
    limitReached: 'Lamento, tenho de terminar a chamada aqui. Obrigado por ligar. Até logo.',
    stopping:
      'Lamento, tenho de terminar a chamada aqui. Ligue de novo dentro de alguns minutos, por favor. Até logo.',
    cutOff: 'Lamento, a ligação caiu. Pode continuar, por favor.',
  },
  nl: {
    puttingThrough: (label) => `Een ogenblik, ik verbind u door met ${label}.`,
    moments: [
      'Een ogenblik, alstublieft.',
      'Nog heel even, ik ben aan het zoeken.',
      'Dank u voor het wachten, ik ben ermee bezig.',
    ],
    limitReached: 'Het spijt me, ik moet ons gesprek hier beëindigen. Dank u voor het bellen. Tot ziens.',
    stopping:
      'Het spijt me, ik moet ons gesprek hier beëindigen. Belt u over een paar minuten nog eens. Tot ziens.',
    cutOff: 'Het spijt me, de verbinding viel weg. Gaat u verder.',
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

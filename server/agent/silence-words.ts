import { primary } from './time-greeting.ts';

/** What a caller who says nothing hears: two questions, and then goodbye. */
export interface SilenceWords {
  asks: readonly [string, string];
  goodbye: string;
}

const ENGLISH: SilenceWords = {
  asks: ['Are you still there?', 'I cannot hear you. Are you still on the line?'],
  goodbye: 'I still cannot hear you, so I will hang up now. Please call again at any time. Goodbye.',
};

const WORDS: Readonly<Record<string, SilenceWords>> = {
  es: {
    asks: ['¿Sigue ahí?', 'No le oigo. ¿Sigue en la línea?'],
    goodbye: 'Sigo sin oírle, así que voy a colgar. Puede llamar de nuevo cuando quiera. Adiós.',
  },
  fr: {
    asks: ['Êtes-vous toujours là ?', 'Je ne vous entends pas. Êtes-vous encore en ligne ?'],
    goodbye:
      'Je ne vous entends toujours pas, je vais donc raccrocher. Rappelez quand vous voulez. Au revoir.',
  },
  de: {
    asks: ['Sind Sie noch da?', 'Ich höre Sie nicht. Sind Sie noch am Apparat?'],
    goodbye:
      'Ich höre Sie leider immer noch nicht und lege jetzt auf. Rufen Sie gern wieder an. Auf Wiederhören.',
  },
  it: {
    asks: ['È ancora lì?', 'Non la sento. È ancora in linea?'],
    goodbye: 'Continuo a non sentirla, quindi riaggancio. Richiami quando vuole. Arrivederci.',
  },
  pt: {
    asks: ['Ainda está aí?', 'Não estou a ouvir. Ainda está em linha?'],
    goodbye: 'Continuo sem ouvir, por isso vou desligar. Ligue de novo quando quiser. Até logo.',
  },
  nl: {
    asks: ['Bent u er nog?', 'Ik hoor u niet. Bent u nog aan de lijn?'],
    goodbye: 'Ik hoor u nog steeds niet, dus ik hang nu op. Belt u gerust nog eens. Tot ziens.',
  },
};

/** By language tag; English where there are none. */
export function silenceWords(language: string): SilenceWords {
  return WORDS[primary(language)] ?? ENGLISH;
}

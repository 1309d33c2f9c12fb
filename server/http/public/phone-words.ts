/** What the carrier's own voice says on our behalf. */
interface PhoneWords {
  /** To a person who is rung for a caller. `from` are digits to be read out, `null` when withheld. */
  callFor: (business: string, from: string | null) => string;
  /** What to press. */
  pressOne: string;
  /** Why a call outside the hours comes. */
  outsideHours: string;
  /** After a caller has left a voicemail. */
  voicemailKept: string;
  voicemailLost: string;
  /** When nothing was left. */
  nothingHeard: string;
}

const WORDS: Readonly<Record<string, PhoneWords>> & { en: PhoneWords } = {
  en: {
    callFor: (business, from) =>
      `A call for ${business}, from ${from ?? 'a caller who withheld the number'}.`,
    pressOne: 'Press 1 to take the call, or hang up.',
    outsideHours: 'The call came outside the opening hours.',
    voicemailKept: 'Thank you. Your message will be passed on. Goodbye.',
    voicemailLost: 'We are sorry, your message could not be kept. Please call again. Goodbye.',
    nothingHeard: 'We did not hear anything. Goodbye.',
  },
  de: {
    callFor: (business, from) =>
      `Ein Anruf für ${business}, von ${from ?? 'jemandem mit unterdrückter Nummer'}.`,
    pressOne: 'Drücken Sie die 1, um das Gespräch anzunehmen, oder legen Sie auf.',
    outsideHours: 'Der Anruf kam außerhalb der Öffnungszeiten.',
    voicemailKept: 'Vielen Dank. Ihre Nachricht wird weitergegeben. Auf Wiederhören.',
    voicemailLost:
      'Es tut uns leid, Ihre Nachricht konnte nicht gespeichert werden. Bitte rufen Sie noch einmal an. Auf Wiederhören.',
    nothingHeard: 'Wir haben nichts gehört. Auf Wiederhören.',
  },
  es: {
    callFor: (business, from) => `Una llamada para ${business}, de ${from ?? 'un número oculto'}.`,
    pressOne: 'Pulse 1 para aceptar la llamada, o cuelgue.',
    outsideHours: 'La llamada llegó fuera del horario de atención.',
    voicemailKept: 'Gracias. Su mensaje será transmitido. Adiós.',
    voicemailLost: 'Lo sentimos, no se pudo guardar su mensaje. Llame de nuevo, por favor. Adiós.',
    nothingHeard: 'No hemos oído nada. Adiós.',
  },
  fr: {
    callFor: (business, from) =>
      `Un appel pour ${business}, de la part ${from ? `du ${from}` : 'd’un numéro masqué'}.`,
    pressOne: 'Appuyez sur 1 pour prendre l’appel, ou raccrochez.',
    outsideHours: 'L’appel est arrivé en dehors des heures d’ouverture.',
    voicemailKept: 'Merci. Votre message sera transmis. Au revoir.',
    voicemailLost:
      'Nous sommes désolés, votre message n’a pas pu être conservé. Veuillez rappeler. Au revoir.',
    nothingHeard: 'Nous n’avons rien entendu. Au revoir.',
  },
  it: {
    callFor: (business, from) => `Una chiamata per ${business}, da ${from ?? 'un numero nascosto'}.`,
    pressOne: 'Prema 1 per accettare la chiamata, oppure riagganci.',
    outsideHours: 'La chiamata è arrivata fuori dall’orario di apertura.',
    voicemailKept: 'Grazie. Il suo messaggio sarà riferito. Arrivederci.',
    voicemailLost:
      'Siamo spiacenti, non è stato possibile conservare il messaggio. Richiami, per favore. Arrivederci.',
    nothingHeard: 'Non abbiamo sentito nulla. Arrivederci.',
  },
  nl: {
    callFor: (business, from) => `Een gesprek voor ${business}, van ${from ?? 'een afgeschermd nummer'}.`,
    pressOne: 'Druk op 1 om het gesprek aan te nemen, of hang op.',
    outsideHours: 'De oproep kwam buiten de openingstijden.',
    voicemailKept: 'Dank u. Uw bericht wordt doorgegeven. Tot ziens.',
    voicemailLost:
      'Het spijt ons, uw bericht kon niet worden bewaard. Belt u alstublieft opnieuw. Tot ziens.',
    nothingHeard: 'We hebben niets gehoord. Tot ziens.',
  },
  pt: {
    callFor: (business, from) => `Uma chamada para ${business}, de ${from ?? 'um número oculto'}.`,
    pressOne: 'Prima 1 para atender a chamada, ou desligue.',
    outsideHours: 'A chamada chegou fora do horário de funcionamento.',
    voicemailKept: 'Obrigado. A sua mensagem será transmitida. Adeus.',
    voicemailLost: 'Lamentamos, não foi possível guardar a sua mensagem. Ligue novamente, por favor. Adeus.',
    nothingHeard: 'Não ouvimos nada. Adeus.',
  },
};

/**
 * The words for a language tag, and the tag they are in: English where there are none.
 * @param language BCP 47
 */
export function phoneWords(language: string): PhoneWords & { language: string } {
  const own = WORDS[language.split('-')[0] ?? ''];
  return own ? { ...own, language } : { ...WORDS.en, language: 'en' };
}

/** A number as it is read out, digit by digit; `null` for a withheld one. */
export function readOut(number: string | null): string | null {
  return number === null ? null : [...number.replace('+', '')].join(' ');
}

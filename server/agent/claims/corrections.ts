import type { ClaimKind } from './claim.ts';

type Corrections = Readonly<Record<ClaimKind, string>>;

const ENGLISH: Corrections = {
  booked: 'I must correct myself: that is not booked. I can pass on to the team that you would like it.',
  sent: 'I must correct myself: nothing has been sent yet.',
  transferred: 'I must correct myself: you are not being put through.',
  message: 'I must correct myself: your message is not stored yet. Shall I take it now?',
  forgotten: 'I must correct myself: nothing has been erased yet.',
};

const CORRECTIONS: Readonly<Record<string, Corrections>> = {
  es: {
    booked: 'Debo corregirme: eso no está reservado. Puedo pasar al equipo que lo desea.',
    sent: 'Debo corregirme: todavía no se ha enviado nada.',
    transferred: 'Debo corregirme: no le estoy pasando con nadie.',
    message: 'Debo corregirme: su mensaje todavía no está guardado. ¿Lo tomo ahora?',
    forgotten: 'Debo corregirme: todavía no se ha borrado nada.',
  },
  fr: {
    booked: 'Je dois me corriger : rien n’est réservé. Je peux transmettre votre souhait à l’équipe.',
    sent: 'Je dois me corriger : rien n’a encore été envoyé.',
    transferred: 'Je dois me corriger : vous n’êtes pas mis en relation.',
    message:
      'Je dois me corriger : votre message n’est pas encore enregistré. Dois-je le prendre maintenant ?',
    forgotten: 'Je dois me corriger : rien n’a encore été effacé.',
  },
  de: {
    booked: 'Ich muss mich berichtigen: Das ist nicht gebucht. Ich kann Ihren Wunsch weitergeben.',
    sent: 'Ich muss mich berichtigen: Es wurde noch nichts verschickt.',
    transferred: 'Ich muss mich berichtigen: Sie werden nicht verbunden.',
    message:
      'Ich muss mich berichtigen: Ihre Nachricht ist noch nicht gespeichert. Soll ich sie jetzt aufnehmen?',
    forgotten: 'Ich muss mich berichtigen: Es wurde noch nichts gelöscht.',
  },
  it: {
    booked: 'Devo correggermi: non è prenotato. Posso riferire al personale che lo desidera.',
    sent: 'Devo correggermi: non è stato ancora inviato nulla.',
    transferred: 'Devo correggermi: non è in corso alcun trasferimento.',
    message: 'Devo correggermi: il suo messaggio non è ancora salvato. Lo prendo ora?',
    forgotten: 'Devo correggermi: non è stato ancora cancellato nulla.',
  },
  pt: {
    booked: 'Tenho de me corrigir: isso não está marcado. Posso transmitir o seu pedido à equipe.',
    sent: 'Tenho de me corrigir: ainda nada foi enviado.',
    transferred: 'Tenho de me corrigir: a ligação não está sendo transferida.',
    message: 'Tenho de me corrigir: a sua mensagem ainda não está guardada. Posso anotá-la agora?',
    forgotten: 'Tenho de me corrigir: ainda nada foi apagado.',
  },
  nl: {
    booked: 'Ik moet mezelf verbeteren: dat is niet geboekt. Ik kan doorgeven dat u het graag wilt.',
    sent: 'Ik moet mezelf verbeteren: er is nog niets verstuurd.',
    transferred: 'Ik moet mezelf verbeteren: u wordt niet doorverbonden.',
    message: 'Ik moet mezelf verbeteren: uw bericht is nog niet opgeslagen. Zal ik het nu aannemen?',
    forgotten: 'Ik moet mezelf verbeteren: er is nog niets gewist.',
  },
};

/** What the agent says to take back a claim, in the language it was made in. Claims nothing itself. */
export function correctionWords({ kind, language }: { kind: ClaimKind; language: string }): string {
  return (CORRECTIONS[language] ?? ENGLISH)[kind];
}

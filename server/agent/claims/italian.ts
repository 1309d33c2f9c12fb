import { atStart, type ClaimWords, gap, words } from './claim.ts';

const HAVE = "(?:(?:le |ti |vi |gliel'|l'|glielo )?(?:ho|abbiamo))(?: già| appena| anche)*";
const VISIT = '(?:appuntament[oi]|prenotazion[ei]|tavolo|visit[ae]|consulenza)';
const MESSAGE = '(?:messaggio|richiesta)';
const DATA = '(?:dati|informazioni|tutto|numero|cronologia)';
const IS = '(?: è| sono| risulta)(?: già| ora| stat[oaie])*';

export const ITALIAN: ClaimWords = {
  language: 'it',
  guard: words(
    'non|nulla|niente|mai|senza|se|quando|dopo|prima|una volta|finché|affinché',
    'posso|potrei|possiamo|può|potrebbe|vuole|vorrei|vorrebbe|devo|deve|dobbiamo|sarà|bisogna',
  ),
  denial: words('non|nulla|niente|mai|nessun\\p{L}*'),
  condition: atStart('se|quando|una volta|appena|prima|dopo'),
  done: {
    booked: words(
      `${HAVE}${gap(2)} (?:prenotato|fissato|riservato|programmato)`,
      `${HAVE}${gap(2)} (?:confermato|spostato|annullato|cancellato|preso)${gap(3)} ${VISIT}`,
      `${VISIT}${gap(5)}${IS} (?:prenotat|confermat|fissat|riservat|spostat|annullat|registrat|pres)[oaie]`,
      'è(?: già| ora)* (?:tutto )?(?:prenotat|confermat)[oa]',
    ),
    sent: words(
      `${HAVE}${gap(2)} (?:inviato|mandato|spedito)`,
      `(?:messaggio|link|e-?mail|sms|conferma|indirizzo)${gap(4)}${IS} (?:inviat|mandat|spedit)[oa]`,
    ),
    message: words(
      `${HAVE}${gap(1)} (?:passato|riferito|trasmesso|inoltrato|preso|annotato|lasciato|registrato|comunicato|inviato)(?: (?!un )\\S+){0,3}? ${MESSAGE}`,
      "(?:l'ho|gliel'ho|l'abbiamo)(?: già)? (?:riferit|passat|inoltrat|comunicat|trasmess)[oa]",
      `${HAVE} (?:avvisato|informato|avvertito)`,
      `(?:il|la|suo|sua) ${MESSAGE}${gap(3)}${IS} (?:trasmess|inoltrat|passat|riferit|registrat|pres|inviat|salvat)[oa]`,
    ),
    transferred: words(
      "(?:l'ho|la ho|ti ho|l'abbiamo)(?: già| appena)* (?:trasferit|collegat|mess)[oa](?! via)",
      '(?:la sua|la tua) chiamata è stata (?:trasferita|inoltrata)',
    ),
    forgotten: words(
      `${HAVE}${gap(1)} (?:cancellato|eliminato|rimosso|dimenticato)${gap(4)} ${DATA}`,
      `${DATA}${gap(4)}${IS} (?:cancellat|eliminat|rimoss|dimenticat)[oi]`,
    ),
  },
  ongoing: {
    booked: words('(?:sto|stiamo) (?:prenotando|fissando)'),
    sent: words('(?:le |ti )?(?:sto|stiamo) (?:inviando|mandando)'),
    transferred: words(
      '(?:la|le|ti) (?:passo|trasferisco|collego|metto in (?:contatto|comunicazione|linea))',
      '(?:la|le|ti) sto (?:passando|trasferendo|collegando|mettendo in (?:contatto|comunicazione|linea))',
    ),
    forgotten: words(`sto (?:cancellando|eliminando)${gap(3)} ${DATA}`),
  },
};

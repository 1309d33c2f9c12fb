import { atStart, type ClaimWords, gap, words } from './claim.ts';

const HAVE = '(?:ich habe|wir haben|habe ich|haben wir|hab ich|ich hab)';
const VISIT = '(?:termin|buchung|reservierung|tisch|besuch|beratung)';
const IS = '(?: ist| wurde| steht| sind| wurden)';
const MESSAGE = '(?:nachricht|anliegen|anfrage|bitte|mitteilung|wunsch)';
const DATA = '(?:daten|angaben|informationen|einträge|alles|nummer)';
const PASSED =
  '(?:weitergeleitet|weitergegeben|ausgerichtet|aufgenommen|notiert|hinterlassen|aufgeschrieben|übermittelt|gespeichert|zugestellt)';
const CONNECTED = '(?:verbunden|durchgestellt|weitergeleitet|weiterverbunden)';
const BOOKED = '(?:gebucht|reserviert|eingetragen|vereinbart|vorgemerkt|umgebucht|storniert)';
const SENT = '(?:geschickt|gesendet|verschickt|zugeschickt|gesandt|zugesandt|gemailt|gesimst)';

export const GERMAN: ClaimWords = {
  language: 'de',
  guard: words(
    'nichts?|niemand|kein\\p{L}*|nie|niemals|ohne|wenn|falls|sobald|sofern|ob|bis|bevor|nachdem|damit|erst',
    'kann|können|könnte\\p{L}*|möchte\\p{L}*|soll\\p{L}*|will|wollen|werde|wird|werden|würde\\p{L}*|darf|dürfte|muss|müsst\\p{L}*|müssen',
  ),
  denial: words('nichts?|niemand|kein\\p{L}*|nie|niemals|erst'),
  condition: atStart('wenn|falls|sobald|sofern|bevor|nachdem|sollte\\p{L}*'),
  done: {
    booked: words(
      `${HAVE}${gap(9)} ${BOOKED}`,
      `${HAVE}${gap(5)} ${VISIT}${gap(6)} (?:bestätigt|verschoben|abgesagt|gemacht|fest)`,
      `${VISIT}${gap(6)}${IS}${gap(4)} (?:${BOOKED}|bestätigt|verschoben|abgesagt|fest)`,
      `(?:das|es|alles) ist${gap(2)} (?:${BOOKED}|bestätigt)`,
      `sie sind${gap(5)} ${BOOKED}`,
    ),
    sent: words(
      `${HAVE}${gap(9)} ${SENT}`,
      `(?:sms|e-?mail|mail|link|nachricht|bestätigung|adresse)${gap(5)}${IS}${gap(3)} (?:${SENT}|unterwegs)`,
    ),
    message: words(
      `${HAVE}${gap(4)} ${MESSAGE}${gap(5)} (?:${PASSED}|${SENT})`,
      `${HAVE} (?:es|das|alles|ihnen das)${gap(4)} (?:weitergegeben|weitergeleitet|ausgerichtet|notiert|übermittelt)`,
      `${HAVE}(?: (?!sie(?! darüber))\\S+){1,5}? (?:informiert|verständigt|benachrichtigt)`,
      `${MESSAGE}${gap(3)}${IS}${gap(4)} (?:${PASSED}|${SENT})`,
    ),
    transferred: words(
      `${HAVE} (?:sie|dich|ihren anruf)${gap(5)} ${CONNECTED}`,
      `sie (?:sind|wurden)${gap(4)} ${CONNECTED}`,
      `ihr anruf${IS}${gap(4)} ${CONNECTED}`,
    ),
    forgotten: words(
      `${HAVE}${gap(5)} ${DATA}${gap(5)} (?:gelöscht|vergessen|entfernt)`,
      `${DATA}${gap(4)}${IS}${gap(4)} (?:gelöscht|vergessen|entfernt)`,
    ),
  },
  ongoing: {
    booked: words('ich (?:buche|reserviere)(?: \\S+){0,4}? (?:gerade|jetzt|soeben)'),
    sent: words('ich (?:schicke|sende|maile)(?: \\S+){0,4}? (?:gerade|jetzt|soeben)'),
    transferred: words(
      '(?:ich (?:verbinde|stelle|leite)|(?:verbinde|stelle|leite) ich) (?:sie|dich)(?= (?:mit|durch|weiter|jetzt|nun|gleich|sofort|zu)(?!\\p{L})|$)',
      `sie werden(?: gerade| jetzt| nun)+${gap(4)} ${CONNECTED}`,
    ),
    forgotten: words(`ich lösche${gap(4)} ${DATA}`),
  },
};

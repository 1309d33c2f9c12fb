import { atStart, type ClaimWords, gap, words } from './claim.ts';

const HAVE = '(?:ik heb|we hebben|wij hebben|heb ik|hebben we|hebben wij)';
const VISIT = '(?:afspraak|reservering|boeking|tafel|bezoek)';
const IS = '(?: is| staat| werd| zijn| werden)';
const MESSAGE = '(?:bericht|boodschap|verzoek|vraag)';
const DATA = '(?:gegevens|alles|informatie|nummer)';
const BOOKED = '(?:geboekt|gereserveerd|ingepland|vastgelegd|ingeboekt)';
const SENT = '(?:gestuurd|verstuurd|verzonden|gemaild|toegestuurd|opgestuurd)';
const PASSED =
  '(?:doorgegeven|doorgestuurd|genoteerd|opgenomen|achtergelaten|aangenomen|opgeschreven|opgeslagen|bezorgd)';
const CONNECTED = '(?:doorverbonden|verbonden|doorgeschakeld)';

export const DUTCH: ClaimWords = {
  language: 'nl',
  guard: words(
    'niets?|niemand|geen|nooit|zonder|als|wanneer|zodra|of|tot|voordat|nadat|pas',
    'kan|kunnen|zou|zal|zullen|wil|wilt|mag|moet|moeten|ga|gaat|gaan|laat',
  ),
  denial: words('niets?|niemand|geen|nooit|pas'),
  condition: atStart('als|wanneer|zodra|voordat|nadat|mocht'),
  done: {
    booked: words(
      `${HAVE}${gap(9)} ${BOOKED}`,
      `${HAVE}${gap(4)} ${VISIT}${gap(6)} (?:bevestigd|gemaakt|verzet|geannuleerd|gewijzigd|verplaatst)`,
      `${VISIT}${gap(6)}${IS}${gap(4)} (?:${BOOKED}|bevestigd|gemaakt|gewijzigd|verzet|geannuleerd|vast)`,
      `(?:dat|het|alles) is${gap(2)} (?:${BOOKED}|bevestigd)`,
      `(?:u|je) (?:bent|staat)${gap(4)} ${BOOKED}`,
    ),
    sent: words(
      `${HAVE}${gap(9)} (?:${SENT}|ge-sms't)`,
      `(?:sms|e-?mail|mail|link|bericht|bevestiging|adres)${gap(5)}${IS}${gap(3)} (?:${SENT}|onderweg)`,
    ),
    message: words(
      `${HAVE}${gap(4)} ${MESSAGE}${gap(5)} (?:${PASSED}|aan \\S+${gap(3)} gestuurd)`,
      `${HAVE} (?:het|dat|alles)${gap(4)} (?:doorgegeven|doorgestuurd|genoteerd)`,
      `${HAVE}(?: (?!u(?! hierover))\\S+){1,5}? (?:geïnformeerd|ingelicht|op de hoogte gebracht)`,
      `(?:uw|het|je|de) ${MESSAGE}${gap(3)}${IS}${gap(4)} (?:${PASSED}|verstuurd|verzonden)`,
    ),
    transferred: words(
      `${HAVE} (?:u|je|uw gesprek)${gap(4)} ${CONNECTED}`,
      `(?:u|je) (?:bent|werd)${gap(4)} ${CONNECTED}`,
    ),
    forgotten: words(
      `${HAVE}${gap(5)} ${DATA}${gap(4)} (?:gewist|verwijderd|vergeten)`,
      `${DATA}${gap(3)}${IS}${gap(3)} (?:gewist|verwijderd|vergeten)`,
    ),
  },
  ongoing: {
    booked: words('ik (?:boek|reserveer)(?: \\S+){0,4}? (?:nu|zojuist)'),
    sent: words('ik (?:stuur|mail)(?: \\S+){0,4}? (?:nu|zojuist)'),
    transferred: words(
      '(?:ik verbind|verbind ik) (?:u|je)',
      '(?:ik schakel|schakel ik) (?:u|je)(?: \\S+){0,4}? door',
      `(?:u wordt|je wordt)(?: nu| zo)+ ${CONNECTED}`,
    ),
  },
};

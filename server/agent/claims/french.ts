import { atStart, type ClaimWords, gap, words } from './claim.ts';

const BIEN = '(?: bien| déjà| maintenant| aussi| tout)*';
const HAVE = `(?:j'ai|(?:je|nous)(?: vous| te| l'| lui| leur| le| la| les)* ?(?:ai|avons))${BIEN}`;
const JUST = "(?:je viens|nous venons) (?:de|d')(?: ?vous| ?le| ?la| ?l')* ?";
const VISIT = '(?:rendez-vous|réservation|table|créneau|visite|consultation)';
const MESSAGE = '(?:message|demande|requête)';
const DATA = '(?:données|informations|coordonnées|tout|dossier|historique)';
const IS = `(?: est| a été| a bien été| ont été| ont bien été| sont)${BIEN}`;

export const FRENCH: ClaimWords = {
  language: 'fr',
  guard: words(
    'ne|pas|jamais|sans|si|quand|lorsque|dès que|une fois|après|avant|afin|pour que',
    "n'\\p{L}+|s'il\\p{L}*",
    'peux|peut|pourrais|pourrait|pouvons|vais|allons|va|voulez|veux|souhaitez|souhaite|dois|devez|faut|sera|serait|aimerais',
  ),
  denial: words('ne|pas|jamais|plus|aucune?', "n'\\p{L}+"),
  condition: atStart("si|s'il|quand|lorsque|dès que|une fois|avant|après"),
  done: {
    booked: words(
      `${HAVE} (?:réservé|programmé|planifié|inscrite?)`,
      `${HAVE} (?:confirmé|fixé|pris|annulé|déplacé|modifié|noté)${gap(3)} ${VISIT}`,
      `${JUST}(?:réserver|programmer|fixer|confirmer|prendre)${gap(3)} ${VISIT}`,
      `${VISIT}${gap(5)}${IS} (?:réservé|confirmé|fixé|pris|enregistré|noté|programmé|annulé|déplacé|modifié)e?`,
      "c'est(?: bien| tout)* (?:réservé|confirmé)",
      'vous êtes(?: bien)? (?:inscrite?|attendue?|réservée?|confirmée?)',
    ),
    sent: words(
      `${HAVE} (?:envoyé|expédié)e?`,
      `${JUST}(?:envoyer|expédier)`,
      `(?:message|sms|texto|lien|e-?mail|courriel|confirmation|adresse)${gap(4)}${IS} (?:envoyé|expédié|parti)e?`,
    ),
    message: words(
      `${HAVE} (?:transmis|pris|noté|laissé|passé|enregistré|remis|envoyé)(?: (?!un )\\S+){0,3}? ${MESSAGE}`,
      `${HAVE} (?:prévenu|informé|averti)(?! vous)`,
      "(?:je l'ai|je le lui ai|je leur ai)(?: bien)? (?:transmise?|dit)",
      `(?:votre|le|la) ${MESSAGE}${gap(3)}${IS} (?:transmis|enregistré|pris|noté|remis|envoyé|passé)e?`,
    ),
    transferred: words(
      `${HAVE} (?:transférée?|passée?|mise? en (?:relation|communication|ligne)|connectée?)`,
      'vous êtes(?: maintenant| bien)* (?:en ligne avec|transférée?|connectée?|mise? en relation)',
      `(?:votre|l')? ?appel${IS} (?:transféré|renvoyé)`,
    ),
    forgotten: words(
      `${HAVE} (?:effacé|supprimé|oublié)${gap(4)} ${DATA}`,
      "(?:j'ai|nous avons) tout (?:effacé|supprimé|oublié)",
      `${DATA}${gap(4)}${IS} (?:effacé|supprimé|oublié)e?s?`,
    ),
  },
  ongoing: {
    booked: words('je(?: vous)? (?:suis en train de réserver|réserve) (?:tout de suite|maintenant)'),
    sent: words(
      "je(?: vous)?(?: l'| le| la)? ?(?:suis en train d'envoyer|envoie) (?:tout de suite|maintenant|à l'instant)",
    ),
    transferred: words(
      'je (?:vous|te) (?:transfère|passe|connecte|mets en (?:relation|communication|ligne))',
      'je transfère (?:votre|l) ?appel',
    ),
  },
};

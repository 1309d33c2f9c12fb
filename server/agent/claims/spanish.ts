import { atStart, type ClaimWords, gap, words } from './claim.ts';

const HAVE = '(?:he|hemos|ha quedado|acabo de|acabamos de)(?: ya)?';
const VISIT = '(?:citas?|reservas?|turnos?|mesas?|visitas?|consultas?)';
const MESSAGE = '(?:mensajes?|recados?|solicitud|petición|consulta|aviso)';
const DATA = '(?:datos|información|registros?|todo|historial)';
const IS = '(?: está| ha sido| han sido| queda| ha quedado| quedó| fue| están| fueron)(?: ya| ahora)*';

export const SPANISH: ClaimWords = {
  language: 'es',
  guard: words(
    'no|nada|nadie|não|nem|nunca|sin|tampoco|si|cuando|hasta|una vez|en cuanto|tan pronto|después|antes|para que|que yo',
    'podría|puedo|puede|podemos|podría\\p{L}*|voy a|vamos a|va a|quiere|quisiera|gustaría|debe|tiene que|hay que',
  ),
  denial: words('no|nada|nadie|não|nunca|todavía no|aún no|ningún|ninguna'),
  condition: atStart('si|cuando|una vez|en cuanto|tan pronto|hasta|antes'),
  done: {
    booked: words(
      `${HAVE} (?:reservado|agendado|programado|concertado|apuntado|reprogramado|reservar|agendar|programar|apuntar)`,
      `${HAVE} (?:confirmado|cambiado|cancelado|hecho|anotado|confirmar|cancelar|hacer)${gap(3)} ${VISIT}`,
      '(?:reservé|agendé|programé|concerté|apunté|reprogramé)',
      `${VISIT}${gap(5)}${IS} (?:reservad|confirmad|agendad|programad|cancelad|cambiad|apuntad)[oa]s?`,
      '(?:está|queda|quedó|ha quedado)(?: ya| todo| usted)* (?:reservad|agendad|apuntad|confirmad)[oa]',
    ),
    sent: words(
      `${HAVE} (?:enviado|mandado|remitido|enviarle|enviarte|mandarle|mandarte|enviar|mandar)`,
      '(?:envié|mandé)',
      `(?:mensaje|enlace|correo|sms|confirmación|dirección|información)${gap(4)}${IS} (?:enviad|mandad)[oa]`,
    ),
    message: words(
      `${HAVE} (?:pasado|transmitido|tomado|dejado|anotado|comunicado|entregado|registrado|enviado|guardado|pasar|transmitir|anotar)(?: (?!un )\\S+){0,3}? ${MESSAGE}`,
      '(?:se lo|se la) (?:he|hemos) (?:pasado|transmitido|comunicado|dicho)',
      `${HAVE} (?:avisado|informado|avisar a|informar a)`,
      `(?:pasé|transmití|tomé|anoté|dejé)${gap(3)} ${MESSAGE}`,
      `(?:su|tu|el|la) ${MESSAGE}${gap(3)}${IS} (?:transmitid|entregad|anotad|registrad|guardad|pasad|enviad|tomad)[oa]`,
    ),
    transferred: words(
      `${HAVE} (?:transferido|conectado|comunicado con|pasado con|transferirle|transferirte)`,
      `(?:su|tu|la) llamada${IS} (?:transferid|desviad)[oa]`,
      '(?:le|te|lo|la) transferí',
    ),
    forgotten: words(
      `${HAVE} (?:borrado|eliminado|suprimido|olvidado|borrar|eliminar)${gap(4)} ${DATA}`,
      `${DATA}${gap(4)}${IS} (?:borrad|eliminad|suprimid|olvidad)[oa]s?`,
      `(?:borré|eliminé)${gap(4)} ${DATA}`,
    ),
  },
  ongoing: {
    booked: words('estoy (?:reservando|agendando|programando)'),
    sent: words('estoy (?:enviando|mandando|enviándol\\p{L}+|mandándol\\p{L}+)'),
    transferred: words(
      '(?:le|te|lo|la) (?:paso|transfiero|comunico|conecto|pongo)(?: ahora(?: mismo)?| ya)*(?: en contacto)?(?: con|(?= ahora|$))',
      '(?:le|te|lo|la) estoy (?:pasando|transfiriendo|comunicando|conectando)',
      'estoy (?:transfiriendo|pasando) (?:su|tu|la) llamada',
    ),
    forgotten: words(`estoy (?:borrando|eliminando)${gap(3)} ${DATA}`),
  },
};

import { atStart, type ClaimWords, gap, words } from './claim.ts';

const JUST = '(?:acabei|acabamos) de(?: lhe| te| o| a)*';
const VISIT = '(?:consulta|reserva|marcação|agendamento|mesa|visita|horário)';
const MESSAGE = '(?:mensagem|recado|pedido|solicitação)';
const DATA = '(?:dados|informações|tudo|registros?|registos?|histórico)';
const IS = '(?<! no)(?: está| foi| ficou| foram| estão| já está| já foi)(?: já| agora)*';

export const PORTUGUESE: ClaimWords = {
  language: 'pt',
  guard: words(
    'não|nada|nem|nunca|sem|se|quando|assim que|logo que|depois|antes|até|caso|para que',
    'posso|poderia|podemos|pode|quer|gostaria|vou|vamos|vai|deve|preciso|será|tenho que',
  ),
  denial: words('não|nada|nem|nunca|nenhum\\p{L}*'),
  condition: atStart('se|quando|assim que|logo que|depois|antes|caso'),
  done: {
    booked: words(
      '(?:reservei|agendei|marquei|remarquei|reservamos|agendamos)',
      `(?:confirmei|cancelei|alterei|fiz)${gap(2)} ${VISIT}`,
      `${JUST} (?:marcar|agendar|reservar|remarcar)`,
      `${VISIT}${gap(5)}${IS} (?:reservad|confirmad|marcad|agendad|cancelad|alterad|remarcad)[oa]`,
      '(?<!no )(?:está|ficou)(?: já| tudo)* (?:marcad|confirmad|agendad|reservad)[oa]',
    ),
    sent: words(
      '(?:enviei|mandei|enviamos)',
      `${JUST} (?:enviar|mandar)`,
      `(?:mensagem|link|e-?mail|sms|confirmação|endereço)${gap(4)}${IS} (?:enviad|mandad)[oa]`,
    ),
    message: words(
      `(?:passei|transmiti|anotei|deixei|registrei|registei|encaminhei|entreguei|enviei|guardei)(?: (?!uma? )\\S+){0,3}? ${MESSAGE}`,
      `${JUST} (?:passar|transmitir|anotar|encaminhar)${gap(3)} ${MESSAGE}`,
      '(?:avisei|informei)(?: (?:o|a|os|as|ao|à))',
      `(?:sua|seu|a|o) ${MESSAGE}${gap(3)}${IS} (?:transmitid|entregue|anotad|registrad|registad|passad|enviad|encaminhad|guardad)[oa]?`,
    ),
    transferred: words(
      '(?:transferi(?: sua| a sua| o| a)?|(?:o|a|te|lhe) transferi|transferi-[oa])',
      `${JUST} (?:transferir|ligar)`,
      '(?:sua|a) (?:ligação|chamada)(?: já)? foi (?:transferida|encaminhada)',
    ),
    forgotten: words(
      `(?:apaguei|eliminei|excluí|removi|esqueci)${gap(4)} ${DATA}`,
      `${JUST} (?:apagar|eliminar|excluir|remover)${gap(4)} ${DATA}`,
      `${DATA}${gap(4)}${IS} (?:apagad|eliminad|excluíd|removid)[oa]s?`,
    ),
  },
  ongoing: {
    booked: words('estou (?:a )?(?:marcando|agendando|reservando|marcar|agendar|reservar)'),
    sent: words('estou (?:a |lhe |te )*(?:enviando|mandando|enviar|mandar)'),
    transferred: words(
      'estou (?:a |o |a |lhe |te )*(?:transferindo|passando|transferir|passar|conectando)',
      '(?:passo|transfiro)(?:-o|-a| a (?:sua )?ligação)',
    ),
    forgotten: words(`estou (?:a )?(?:apagando|excluindo|eliminando|apagar|eliminar)${gap(3)} ${DATA}`),
  },
};

import { describe, expect, it } from 'vitest';
import { aiNotice, recordingNotice, saysAi } from '../../server/contracts/notice.ts';

describe('the notice that an AI speaks', () => {
  it.each([
    'I am an AI assistant.',
    'You are talking with an A.I. receptionist.',
    'I am an AI, not a person.',
    'This is not a person but an AI assistant.',
    'A computer answers this call.',
    'I am a virtual receptionist.',
    'This is our automated assistant.',
    'You are through to our digital receptionist.',
    'I am a friendly robot.',
    'Soy un asistente virtual.',
    'Soy la IA de la clínica.',
    'Le atiende una inteligencia artificial.',
    'Je suis un assistant virtuel.',
    'Vous parlez avec une intelligence artificielle.',
    'Je suis une IA, pas une personne.',
    'Hier spricht ein KI-Assistent.',
    'Sie sprechen mit einer künstlichen Intelligenz.',
    'Hier ist unser automatisches Telefonsystem.',
    'Sono un assistente virtuale.',
    'Risponde la nostra intelligenza artificiale.',
    'Sou um assistente de IA no atendimento.',
    'Sou uma inteligência artificial.',
    'U spreekt met een virtuele assistent.',
    'Ik ben een AI-assistent.',
    'Rozmawiasz z wirtualnym asystentem.',
    '我是人工智能助理。',
    'Вам отвечает искусственный интеллект.',
  ])('is one: %s', (text) => {
    expect(aiNotice.safeParse(text).success).toBe(true);
  });

  it.each([
    '',
    'Welcome!',
    'I am a person.',
    'I am not an AI assistant.',
    "This isn't an AI assistant.",
    'You are not talking to a robot.',
    'No computer answers here.',
    'We are AI-free.',
    'We are a digital agency.',
    'I said so.',
    'Call us maid service.',
    'Ich bin keine KI.',
    'No soy un asistente virtual.',
    'Je ne suis pas un robot.',
    'Non sono un assistente virtuale.',
    'Não sou uma inteligência artificial.',
    'Ik ben geen AI-assistent.',
    'Ai nostri clienti diamo il benvenuto.',
  ])('is none: %s', (text) => {
    expect(aiNotice.safeParse(text).success).toBe(false);
  });
});

describe('the notice that a call is recorded', () => {
  it.each([
    'This call is recorded.',
    'We record our calls.',
    'Recording is on, but not for advertising.',
    'Esta llamada se graba.',
    'Las llamadas pueden ser grabadas.',
    'Cet appel est enregistré.',
    'Dieses Gespräch wird aufgezeichnet.',
    'Wir zeichnen dieses Gespräch auf.',
    'La chiamata viene registrata.',
    'Esta chamada é gravada.',
    'Dit gesprek wordt opgenomen.',
    'Wij nemen dit gesprek op.',
    '本次通话将被录音。',
  ])('is one: %s', (text) => {
    expect(recordingNotice.safeParse(text).success).toBe(true);
  });

  it.each([
    'Hello.',
    'This call is not recorded.',
    "We don't record calls.",
    'We are breaking accords.',
    'Esta llamada no se graba.',
    'Cet appel n’est pas enregistré.',
    'Dieses Gespräch wird nicht aufgezeichnet.',
    'Wir zeichnen dieses Gespräch nicht auf.',
    'La chiamata non viene registrata.',
    'Dit gesprek wordt niet opgenomen.',
  ])('is none: %s', (text) => {
    expect(recordingNotice.safeParse(text).success).toBe(false);
  });
});

describe('a greeting that says AI by itself', () => {
  it.each([
    ['This is {agent_name}, the AI receptionist. How can I help?', 'en', true],
    ['This is {agent_name}, your A.I. receptionist.', 'en-GB', true],
    ['{agent_name}, la IA de {business_name}.', 'es', true],
    ['Hier ist {agent_name}, die KI am Empfang.', 'de', true],
    ['U spreekt met {agent_name}, de AI-receptionist.', 'nl', true],
    ['Welcome to Des Moines, IA. How can I help?', 'en', false],
    ['This is {agent_name}, a real person and not an AI.', 'en', false],
    ['This is {agent_name} at {business_name}.', 'en', false],
    ['Ai clienti di {business_name}, benvenuti.', 'it', false],
  ])('%s (%s): %s', (template, language, says) => {
    expect(saysAi(template, language)).toBe(says);
  });
});

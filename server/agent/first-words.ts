import type { AgentSettings } from '../contracts/agent.ts';

/** What is said first: the settings that have a wording in each language. */
export type FirstWords = Pick<
  AgentSettings,
  'greeting' | 'returningGreeting' | 'aiNotice' | 'recordingNotice'
>;

export const ENGLISH_FIRST_WORDS: FirstWords = {
  greeting:
    '{time_greeting}, thank you for calling {business_name}. This is {agent_name}, the AI receptionist. How can I help you?',
  returningGreeting:
    '{time_greeting}, {user_name}, and welcome back to {business_name}. This is {agent_name}. What can I do for you today?',
  aiNotice: 'I am an AI assistant.',
  recordingNotice: 'This call is recorded.',
};

/** What an agent says first where nobody has written anything else, by language without its region. */
export const FIRST_WORDS: Readonly<Record<string, FirstWords>> = {
  en: ENGLISH_FIRST_WORDS,
  es: {
    greeting:
      '{time_greeting}, gracias por llamar a {business_name}. Habla {agent_name}, asistente de inteligencia artificial. ¿En qué puedo ayudarle?',
    returningGreeting:
      '{time_greeting}, {user_name}, y gracias por volver a llamar a {business_name}. Habla {agent_name}. ¿Qué puedo hacer hoy por usted?',
    aiNotice: 'Soy un asistente de inteligencia artificial.',
    recordingNotice: 'Esta llamada se graba.',
  },
  fr: {
    greeting:
      '{time_greeting} et merci d’appeler {business_name}. Ici {agent_name}, une intelligence artificielle à votre écoute. Comment puis-je vous aider ?',
    returningGreeting:
      '{time_greeting}, {user_name}, et merci de rappeler {business_name}. Ici {agent_name}. Que puis-je faire pour vous aujourd’hui ?',
    aiNotice: 'Je suis une intelligence artificielle.',
    recordingNotice: 'Cet appel est enregistré.',
  },
  de: {
    greeting:
      '{time_greeting} und danke für Ihren Anruf bei {business_name}. Hier ist {agent_name}, die KI am Empfang. Wie kann ich Ihnen helfen?',
    returningGreeting:
      '{time_greeting}, {user_name}, und danke, dass Sie wieder bei {business_name} anrufen. Hier ist {agent_name}. Was kann ich heute für Sie tun?',
    aiNotice: 'Ich bin ein KI-Assistent.',
    recordingNotice: 'Dieses Gespräch wird aufgezeichnet.',
  },
  it: {
    greeting:
      '{time_greeting}, grazie per aver chiamato {business_name}. Risponde {agent_name}, un assistente di intelligenza artificiale. Come posso aiutarla?',
    returningGreeting:
      '{time_greeting}, {user_name}, e grazie per aver richiamato {business_name}. Risponde {agent_name}. Che cosa posso fare oggi per lei?',
    aiNotice: 'Sono un assistente di intelligenza artificiale.',
    recordingNotice: 'Questa chiamata viene registrata.',
  },
  pt: {
    greeting:
      '{time_greeting}, obrigado por ligar para {business_name}. Fala {agent_name}, assistente de inteligência artificial. Em que posso ajudar?',
    returningGreeting:
      '{time_greeting}, {user_name}, e obrigado por voltar a ligar para {business_name}. Fala {agent_name}. Em que posso ajudar hoje?',
    aiNotice: 'Sou um assistente de inteligência artificial.',
    recordingNotice: 'Esta chamada é gravada.',
  },
  nl: {
    greeting:
      '{time_greeting}, dank u voor het bellen naar {business_name}. U spreekt met {agent_name}, de AI-receptionist. Waarmee kan ik u helpen?',
    returningGreeting:
      '{time_greeting}, {user_name}, en dank u dat u weer belt naar {business_name}. U spreekt met {agent_name}. Wat kan ik vandaag voor u doen?',
    aiNotice: 'Ik ben een AI-assistent.',
    recordingNotice: 'Dit gesprek wordt opgenomen.',
  },
};

/** Language tags to choose from; any other can be typed. */
export const LANGUAGES = [
  'en',
  'en-GB',
  'en-US',
  'de',
  'es',
  'es-MX',
  'fr',
  'fr-CA',
  'it',
  'nl',
  'pl',
  'pt-BR',
];

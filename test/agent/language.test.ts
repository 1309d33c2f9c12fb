import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../server/agent/language.ts';

const SEVEN = ['en', 'es', 'fr', 'de', 'it', 'pt-BR', 'nl'];

describe('the language of a caller', () => {
  it.each([
    ["I'd like to book an appointment for Tuesday please", 'en'],
    ['Hola, quisiera una cita para el martes por la tarde', 'es'],
    ['Bonjour, je voudrais prendre rendez-vous', 'fr'],
    ['Guten Tag, ich hätte gern einen Termin am Montag', 'de'],
    ['Buongiorno, vorrei prenotare un tavolo per due', 'it'],
    ['Bom dia, queria marcar uma consulta para amanhã', 'pt-BR'],
    ['Goedemorgen, ik wil graag een afspraak maken', 'nl'],
  ])('is told from %s', (text, language) => {
    expect(detectLanguage(text, SEVEN)).toBe(language);
  });

  it.each(['', 'yes', 'No, gracias', 'ok ok ok', '555 1234 98 76'])('is not told from %j', (text) => {
    expect(detectLanguage(text, SEVEN)).toBeNull();
  });

  it('is one of the tenant’s, as the tenant tags it', () => {
    expect(detectLanguage('I would like to talk to somebody about my invoice', ['en-GB', 'es'])).toBe(
      'en-GB',
    );
    expect(detectLanguage('Guten Tag, ich hätte gern einen Termin am Montag', ['en', 'es'])).toBeNull();
    expect(detectLanguage('I would like to talk to somebody', [])).toBeNull();
  });

  it('is that of most of what was said', () => {
    const text = 'Hi, sorry. Quisiera hablar con alguien sobre mi factura de este mes, por favor.';
    expect(detectLanguage(text, ['en', 'es'])).toBe('es');
  });

  it('is told where there are no spaces between words', () => {
    expect(detectLanguage('你好，我想预约星期二下午的时间', ['en', 'zh'])).toBe('zh');
  });
});

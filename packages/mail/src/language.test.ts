import { describe, expect, it } from '@jest/globals';
import { detectLanguage } from './language.ts';

describe('detectLanguage', () => {
  it.each([
    { expected: 'fr', text: "Bonjour, je n'ai jamais reçu de mail avec un lien de suivi, est-ce normal ?" },
    { expected: 'fr', text: 'bjr g tjr pa recu mon colis svp repondez moi vite' },
    { expected: 'en', text: 'Hello, I never received the tracking link for my order. Could you send it again?' },
    { expected: 'es', text: 'Hola, no he recibido mi pedido todavía. ¿Pueden decirme dónde está?' },
    { expected: 'de', text: 'Guten Tag, ich habe meine Bestellung noch nicht erhalten. Können Sie mir helfen?' },
    { expected: 'it', text: 'Buongiorno, non ho ancora ricevuto il mio ordine. Quando arriva il pacco?' },
    { expected: 'nl', text: 'Hallo, ik heb mijn bestelling nog niet ontvangen. Wanneer komt het pakket?' },
    { expected: 'pt', text: 'Bom dia, ainda não recebi a minha encomenda. Quando chega o pacote?' },
    { expected: 'fr', text: '' },
    { expected: 'fr', text: 'CMD-2026-12345' },
    { expected: 'fr', text: 'ok' },
    { expected: 'fr', text: '你好' },
  ])('takes "$text" for $expected', ({ text, expected }) => {
    expect(detectLanguage(text)).toBe(expected);
  });
});

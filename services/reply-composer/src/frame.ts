/** What stands around the words of every template: the greeting before, the courtesies after. Pure. */
import type { Language } from '@facteur/contracts';
import { plainWords } from './words.ts';

const FRAMES: Readonly<Record<Language, readonly [greeting: string, closing: string]>> = {
  fr: ['Bonjour,', 'Bien cordialement,'],
  en: ['Hello,', 'Kind regards,'],
  es: ['Hola:', 'Un cordial saludo,'],
  de: ['Guten Tag,', 'Freundliche Grüße'],
  it: ['Buongiorno,', 'Cordiali saluti,'],
  nl: ['Goedendag,', 'Met vriendelijke groet,'],
  pt: ['Bom dia,', 'Com os melhores cumprimentos,'],
};

/** Templates say only what they have to say, so that several make one mail: greeted once, signed once. */
export function frame(paragraphs: readonly string[], language: Language, company: string): string {
  const [greeting, closing] = FRAMES[language];
  return [greeting, ...paragraphs.map((paragraph) => paragraph.trim()), `${closing}\\\n${plainWords(company)}`].join(
    '\n\n',
  );
}

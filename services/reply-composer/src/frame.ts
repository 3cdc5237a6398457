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

const RECEIPTS: Readonly<Record<Language, string>> = {
  fr: 'Nous avons bien reçu votre message, enregistré sous le numéro de dossier',
  en: 'We have received your message and registered it under case number',
  es: 'Hemos recibido su mensaje, registrado con el número de expediente',
  de: 'wir haben Ihre Nachricht erhalten. Sie trägt die Vorgangsnummer',
  it: 'abbiamo ricevuto il suo messaggio, registrato con il numero di pratica',
  nl: 'Wij hebben uw bericht ontvangen en geregistreerd onder dossiernummer',
  pt: 'Recebemos a sua mensagem, registada com o número de processo',
};

/** What the first mail of a case opens with: all that an acknowledgement would have said that the mail itself does not. */
export function receipt(language: Language, caseNumber: string): string {
  return `${RECEIPTS[language]} **${caseNumber}**.`;
}

/** Templates say only what they have to say, so that several make one mail: greeted once, signed once. */
export function frame(paragraphs: readonly string[], language: Language, company: string): string {
  const [greeting, closing] = FRAMES[language];
  return [greeting, ...paragraphs.map((paragraph) => paragraph.trim()), `${closing}\\\n${plainWords(company)}`].join(
    '\n\n',
  );
}

/** How a customer writes: calm, angry, or threatening with law, press or leaving in public. By words, since that must be explained. */
import { plain } from './words.ts';

export type Tone = 'neutral' | 'upset' | 'threat';

const MAX_CHARACTERS = 20_000;

const THREAT =
  /\b(?:mon avocate?|notre avocate?|un avocat|avocats|tribuna(?:l|ux)|en justice|poursuites|porter(?:ai|ons)? plainte|depos(?:er|erai|e) (?:une )?plainte|mise? en demeure|huissier|commissaire de justice|dgccrf|signal ?conso|repression des fraudes|mediateur|conciliateur|60 millions de consommateurs|que choisir|ufc|test achats|protection juridique|alert(?:er|erai) la presse|journaliste|reseaux sociaux|my lawyer|solicitor|legal action|small claims|sue you|go to the press|trading standards|chargeback)\b/;
const UPSET =
  /\b(?:scandal\w*|inadmissible\w*|inacceptable\w*|intolerable\w*|honteu\w*|une honte|lamentable\w*|furieu\w*|en colere|colere noire|exaspere\w*|excede\w*|outre[es]?|revolt\w*|ras[ -]le[ -]bol|j en ai marre|ai marre|ca suffit|arnaqu\w*|escro\w*|vole?urs?|foutage de gueule|foutez de|moquez[ -]vous|vous (?:vous )?moquez|se moque du monde|incompeten\w*|nul(?:lissime)?s?|jamais vu ca|tres (?:decue?|mecontente?)|extremement (?:decue?|mecontente?)|merde|putain|unacceptable|disgrace\w*|disgusting|furious|outrageous|ridiculous|fed up|scam|terrible service|worst)\b/;

/** The strongest tone of text and subject. */
export function toneOf(...texts: readonly string[]): Tone {
  const all = texts.map((text) => text.slice(0, MAX_CHARACTERS));
  const words = all.map((text) => plain(text).replace(/['’]/g, ' '));
  if (words.some((text) => THREAT.test(text))) return 'threat';
  return words.some((text) => UPSET.test(text)) || all.some(isShouted) ? 'upset' : 'neutral';
}

/** Three exclamation marks, or mostly capitals in more than a few words. */
function isShouted(text: string): boolean {
  if (/[!?]{3}/.test(text.replace(/\?{3}/g, '?'))) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= 30 && capitals.length >= 0.8 * letters.length;
}

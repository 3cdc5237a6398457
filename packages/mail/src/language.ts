/**
 * The language of a text, among seven. The words that make up most of any sentence decide (3 µs); only where they do not,
 * tinyld's n-grams are asked, of few characters (about 0.1 ms).
 */
import { detectAll } from 'tinyld/light';
import type { MailLanguage } from './mail.ts';

/** Characters that are looked at: more changes nothing, and costs. */
const LOOKED_AT = 200;
const LOOKED_AT_BY_NGRAMS = 60;
/** Shares of n-grams below this are a guess. */
const MIN_ACCURACY = 0.08;

const WORDS: Readonly<Record<MailLanguage, string>> = {
  fr:
    'le la les un une des du de et est ai a je vous nous il elle on mon ma mes votre vos notre que qui dans pour sur pas ' +
    'ne avec ce cette au aux par mais bonjour bonsoir merci commande colis cordialement svp être été suis avez toujours ' +
    'plus quand où si reçu oui non voici photo avoir',
  en:
    'the a an and is are was i you we he she it my your our that which in for on not with this to of at by but hello hi ' +
    'thanks thank please order have has been do does can could would when where if received yes no regards dear hey',
  es:
    'el la los las un una de y es he yo usted ustedes nosotros mi su que en para por no con este esta al del pero hola ' +
    'gracias pedido buenos días tengo está cuando donde si recibido sí saludos favor muy me se lo',
  de:
    'der die das ein eine und ist ich sie wir er es mein meine ihr ihre unser dass in für auf nicht mit dieser diese zu ' +
    'von bei aber hallo guten tag danke bestellung habe hat haben wurde kann können wann wo wenn ja nein bitte grüße dem den',
  it:
    'il lo la gli le un una di e è ho io voi noi mio mia vostro che in per su non con questo questa al del ma ciao ' +
    'buongiorno grazie ordine sono quando dove se ricevuto sì saluti mi si ancora anche della',
  nl:
    'de het een en is ik u wij hij zij mijn uw ons dat die in voor op niet met deze dit te van bij maar hallo goedendag ' +
    'bedankt bestelling heb heeft hebben ben kan wanneer waar als ja nee ontvangen groeten graag geen nog naar',
  pt:
    'o a os as um uma de e é eu você nós meu minha seu que em para por não com este esta ao do da mas olá obrigado ' +
    'obrigada encomenda pedido tenho está quando onde se recebi sim cumprimentos bom dia ainda foi na no',
};
const LANGUAGES = Object.keys(WORDS) as MailLanguage[];
const LANGUAGES_OF_WORD = new Map<string, number[]>();
for (const [index, language] of LANGUAGES.entries()) {
  for (const word of WORDS[language].split(' ')) {
    LANGUAGES_OF_WORD.set(word, [...(LANGUAGES_OF_WORD.get(word) ?? []), index]);
  }
}

/** The language of `text`; `fr` when the text is too short or nothing decides. */
export function detectLanguage(text: string): MailLanguage {
  const words = text
    .slice(0, LOOKED_AT)
    .toLowerCase()
    .split(/[^a-zß-öø-ÿœ]+/);
  const scores = [0, 0, 0, 0, 0, 0, 0];
  for (const word of words) {
    const languages = LANGUAGES_OF_WORD.get(word);
    if (languages === undefined) continue;
    for (const index of languages) scores[index] = (scores[index] ?? 0) + 1 / languages.length;
  }
  const best = Math.max(...scores);
  const winner = scores.indexOf(best);
  scores[winner] = 0;
  if (best >= 1 && best >= 1.3 * Math.max(...scores)) return LANGUAGES[winner] ?? 'fr';
  return words.length < 4 ? 'fr' : byNgrams(text);
}

function byNgrams(text: string): MailLanguage {
  const [best] = detectAll(text.slice(0, LOOKED_AT_BY_NGRAMS), { only: LANGUAGES });
  if (best === undefined || best.accuracy < MIN_ACCURACY) return 'fr';
  return LANGUAGES.find((language) => language === best.lang) ?? 'fr';
}

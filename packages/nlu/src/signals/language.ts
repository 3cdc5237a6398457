/** The language of a piece of text: by its small words where they decide between French and English, else by letters (tinyld). */
import { detectAll } from 'tinyld';
import { fold } from '../data/fold.ts';

/** The beginning tells it; the detector's time grows faster than the text. */
const MAX_CHARACTERS = 400;
/** What else customers here may write; others are taken for one of these by their letters. */
const LANGUAGES = 'fr en de es it nl pt ar pl ro tr ru uk el he zh ja ko hi vi sv da'.split(' ');
const FRENCH = wordSet(
  "je j jai j'ai tu il ils elle nous vous vs le les du des une au aux et est sont pas ne que qui quoi quand comment pourquoi ou mon mes ma ton ta votre vos notre nos ce cette ces c'est cest ca avec dans pour sans sur depuis toujours jamais encore rien plus merci bonjour bonsoir svp stp s'il vous plait moi dire faire peux pouvez voudrais veux suis avez avons ete etait recu commande colis livraison facture remboursement cmt tjrs jsuis jai jetais pr koi ya pa qqn cmb tt chez etes sera annulation reservation renvoyer article d'un d'une l'ai n'ai n'est n'a qu'il jattends pr ya",
);
const ENGLISH = wordSet(
  "the i i'm i've my your you we our is are was were it its it's this that these they have has had not don't didn't haven't can't can could would will please thanks thank hello hi to of and with for from when where what why how who but been be do does did if or at by any still never yet me get got want need order refund parcel package delivery there any some tell show set add charged card account transfer payment an",
);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** ISO 639-1. `hint` (the mail's own language) is believed where the text does not say; default French. Never throws. */
export function languageOf(text: string, hint = 'fr'): string {
  const piece = text
    .slice(0, MAX_CHARACTERS)
    .replace(/\S{0,64}[@/]\S{0,64}|\S*\d\S*/g, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(piece)) return hint;
  const words = fold(piece).match(/[\p{L}']+/gu) ?? [];
  const french = words.filter((word) => FRENCH.has(word)).length;
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const [best] = detectAll(piece, { only: LANGUAGES });
  const isCommon = best === undefined || best.lang === 'fr' || best.lang === 'en';
  const isClear = Math.max(french, english) >= (isCommon ? 1 : Math.max(2, words.length / 3));
  if (isClear && french !== english) return french > english ? 'fr' : 'en';
  return best !== undefined && (best.accuracy >= 0.1 || words.length >= 4) ? best.lang : hint;
}

/** Words by which a request is no request, or not a sure one: "je ne veux pas de…", "soit… soit…", "je ne sais pas quoi faire". */
import type { Classifier } from './classifier.ts';
import { plain } from './words.ts';

const REFUSALS = [
  /(?:\b(?:je|j['’]|nous|on)\s*)?(?:\bn(?:e\s+|['’]))?(?:en\s+)?\b(?:veux|veut|voulons|souhaite|souhaitons|désire|demande|voudrais|accepte)\s+(?:surtout\s+|absolument\s+)?(?:pas|plus)\b[^,;.!?…\n]*/giu,
  /\bne\s+(?:(?:me|nous|le|la|les)\s+|[ml]['’])?\p{L}+ez\s+(?:surtout\s+)?(?:pas|plus)\b[^,;.!?…\n]*/giu,
  /\b(?:pas|plus)\s+besoin\s+d[e'’][^,;.!?…\n]*/giu,
  /\b(?:plutôt\s+qu|au\s+lieu\s+d)[e'’][^,;.!?…\n]*|\b(?:rather\s+than|instead\s+of)\b[^,;.!?…\n]*/giu,
  /\b(?:I|we)\s+(?:do\s+not|don['’]t|no\s+longer)\s+(?:want|need)\b[^,;.!?…\n]*/giu,
];

/** The text without what it says is not wanted, up to the next comma or stop. */
export function withoutRefusals(text: string): string {
  return REFUSALS.reduce((rest, refusal) => rest.replace(refusal, ' '), text);
}

const HESITATION =
  /\b(?:(?:sais|sait|savons) (?:pas|plus|meme pas|meme plus|trop) (?:quoi|que|quel\w*|lequel|ce que|ce qu il|comment faire|si je (?:dois|prefere|veux))|j hesite|nous hesitons|au choix|que (?:me |nous )?(?:proposez|conseillez|recommandez)|not sure (?:what|whether|if)|don t know what|what do you (?:suggest|recommend))\b/;
const ALTERNATIVE = /\s(?:ou(?: bien| alors| encore)?|soit|or|either)\s/i;
/** From this probability on, one side of an alternative asks for something. */
const ASKS = 0.4;

/** True when the writer wavers, or leaves the choice between two intents. */
export function isHesitant(classifier: Classifier, text: string, language: string): boolean {
  if (HESITATION.test(plain(text).replace(/['’]/g, ' '))) return true;
  const sides = text.split(ALTERNATIVE, 8);
  if (sides.length < 2) return false;
  const asked = sides.map((side) => classifier.classify(side, language).intents[0]);
  return new Set(asked.flatMap((top) => (top !== undefined && top.probability >= ASKS ? [top.intent] : []))).size > 1;
}

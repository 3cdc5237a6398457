/** Words by which a writer shows that he does not know what he wants, leaves the choice, or takes back what he wrote. */
import type { Clause } from './clause.ts';
import { flat } from './flat.ts';

const HESITATION =
  /(?:^|[^a-z])(?:(?:sais|sait|savons) (?:pas|plus|meme pas|meme plus|trop|pas trop) (?:quoi (?:faire|choisir|demander|prendre)|que (?:faire|choisir)|quel(?:le)? (?:solution|option)|lequel|laquelle|ce que je (?:veux|prefere)|ce qu il (?:faut|me faut)|si je (?:dois|prefere|veux))|(?:j |nous )(?:hesite|hesitons)|(?:au|a votre) choix|que (?:me |nous )?(?:proposez|conseillez|recommandez)|je ne sais pas$|je sais pas$|je sais pas trop|not sure (?:what|whether|if|which)|don t know (?:what|whether|if|which) (?:i|we|to)|what do you (?:suggest|recommend)|either is fine|up to you)(?![a-z])/;
const TAKEN_BACK =
  /(?:^|[^a-z])(?:ou plutot non|non en fait|en fait non|finalement non|non finalement|oubliez (?:ca|cela|tout|ma demande)|laissez tomber|laisse tomber|je me ravise|scratch that|never mind|nevermind|forget (?:it|that)|actually no|actually scratch|on second thoughts?)(?![a-z])/;

/** True when any clause wavers or takes back. */
export function isWavering(clauses: readonly Clause[]): boolean {
  return clauses.some(({ role, text }) => {
    if (role === 'quoted' || role === 'courtesy') return false;
    const letters = flat(text);
    return HESITATION.test(letters) || TAKEN_BACK.test(letters);
  });
}

const ALTERNATIVE = /[\s,](?:ou(?: bien| alors| encore| sinon)?|soit|or(?: else)?|either)\s/i;
const MAX_SIDES = 4;

/** The sides of "remboursement ou renvoi"; none where there is no alternative. "Ou en est…", without its accent, is none. */
export function alternativesIn({ text }: Clause): string[][] {
  const sides = text.split(ALTERNATIVE, MAX_SIDES).map((side) => side.trim());
  const said = sides.filter((side) => /\p{L}/u.test(side));
  return said.length < 2 ? [] : [said];
}

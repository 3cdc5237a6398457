/** What part a clause plays, by its words. All patterns are for flat letters. */
import type { ClauseRole, ClauseStart } from './clause.ts';
import { ASK_WORDS, IMPERATIVE_WORDS, ORDER_WORDS, QUESTION_WORDS, startsAsking } from './clause-words.ts';

const WISH =
  '(?:veux|veut|veulent|voulons|souhaite|souhaitons|desire|desirons|demande|demandons|voudrais|accepte|acceptons|exige)';
/** "Je ne veux pas que mon abonnement se renouvelle" asks to prevent something; "que vous me remboursiez" refuses an offer. */
const HAPPENS = ' (?:que|qu) (?!vous )';
const PREVENTS = new RegExp(`(?:^|[^a-z])${WISH} (?:surtout |absolument |vraiment |donc )?pas${HAPPENS}`);
const REFUSED = [
  /(?:^|[^a-z])(?:don t|dont|do not) bother(?![a-z])/,
  /(?:^|[^a-z])(?:je|j|nous|on) (?:ne |n )?(?:veux|veut|voulons|souhaite|souhaitons|demande|ai|avons) (?:ni|nul besoin|aucun besoin|nullement besoin)(?![a-z])/,
  new RegExp(
    `(?:^|[^a-z])(?:je|j|nous|on|moi) (?:n |ne )?(?:en )?${WISH} (?:surtout |absolument |vraiment |donc )?pas(?![a-z])(?!${HAPPENS})`,
  ),
  new RegExp(`^(?:n |ne )?(?:en )?${WISH} (?:surtout |absolument |vraiment )?pas(?![a-z])(?!${HAPPENS})`),
  /(?:^|[^a-z])(?:je|j|nous|on) (?:n |ne )?(?:en )?(?:refuse|refusons|decline) (?:votre|l|un|le|la|tout|cet?|cette) (?:avoir|bon|proposition|offre|geste|remboursement|echange|renvoi|solution|credit)/,
  /(?:^|[^a-z])(?:ne|n) (?:(?:me|m|nous|le|la|les|l|lui) )*[a-z]{2,14}ez (?:surtout |donc |rien )?pas(?![a-z])/,
  /(?:^|[^a-z])(?:pas|plus|aucun|nul) (?:besoin|la peine|question|necessaire|utile) (?:de|d|que|qu)(?![a-z])/,
  /^(?:surtout |et |mais |donc )?(?:pas|non pas|et non|pas question) (?:de|d|un|une|le|la|l|du|votre)(?![a-z])/,
  /^(?:plutot qu(?:e)?|au lieu de?|et non|et pas|rather than|instead of|not (?:a|the|an|my|another)) /,
  /(?:^|[^a-z])(?:i|we) (?:do not|don t|dont|no longer|wouldn t|would not) (?:really |actually )?(?:want|need|wish|like|accept)(?! to know)(?![a-z])/,
  /^(?:please )?(?:do not|don t|dont) (?:refund|send|resend|cancel|replace|exchange|return)(?![a-z])/,
  /^(?:no|not) (?:refund|exchange|voucher|credit|replacement)(?![a-z])/,
];

/** "Vous m'avez envoyé le mauvais produit" settles nothing. */
const AMISS =
  /(?:^|[^a-z])(?:mauvaise?s?|abimee?s?|cassee?s?|endommagee?s?|defectueu(?:x|se|ses)|incomplete?s?|incorrecte?s?|erronee?s?|par erreur|au lieu|alors qu[ei]?|autre|trop|en double|wrong|broken|damaged|faulty|instead|too (?:much|many|late|small|big))(?![a-z])/;
const STILL_OPEN =
  /(?:^|[^a-z])(?:toujours|encore|rien|jamais|aucune?|still|yet|never|nothing|not|but|mais|sauf|pourtant)(?![a-z])/;
const DONE =
  '(?:rembourse|envoye|renvoye|remplace|repondu|transmis|adresse|confirme|regle|traite|annule|livre|echange|fait parvenir|fait le necessaire|propose|offert)e?s?';
const SETTLED = [
  /(?:^|[^a-z])bien (?:recue?s?|arrivee?s?)(?= ?(?:merci|hier|ce matin|$|[,.!;]))/,
  /(?:^|[^a-z])(?:c est|tout est) (?:bon|regle|resolu|arrange|fait|ok|rentre dans l ordre)(?= (?:pour|depuis|maintenant|merci)|$|[,.!;])/,
  /(?:^|[^a-z])(?:est|a ete|ont ete|sont|fut) (?:maintenant |desormais |bien |deja |entre temps )?(?:resolue?s?|reglee?s?|traitee?s?|rembourse?e?s?)(?![a-z])/,
  /(?:^|[^a-z])probleme (?:regle|resolu)(?![a-z])/,
  new RegExp(
    `(?:^|[^a-z])(?:vous|tu|on|ils?|votre (?:collegue|service|conseillere?)) (?:m |nous |me l |l )+(?:avez|as|a|ont|aviez|avait) (?:(?:deja|bien|meme|tres|[a-z]+ment) )*${DONE}(?![a-z])`,
  ),
  /(?:^|[^a-z])(?:j ai|nous avons|j avais|nous avions) (?:egalement |bien |deja )*recu (?:la|le|les|votre|ma|mon) (?:facture|remboursement|virement|avoir|reponse|mail|confirmation|devis|recu|quittance)(?= (?:hier|ce matin|merci|et )|$|[,.!;])/,
  /(?:^|[^a-z])you (?:have |had )?already [a-z]+ (?:me|us)(?![a-z])/,
  /(?:^|[^a-z])(?:already|has been|is now|was) (?:refunded|resolved|solved|settled|sorted|fixed|answered)(?![a-z])/,
];
const LONG_AGO =
  /(?:^|[^a-z])(?:l an dernier|l an passe|l annee (?:derniere|passee)|la derniere fois|(?:la|l autre) fois (?:precedente|d avant)|par le passe|auparavant|a l epoque|dans le temps|il y a (?:un|deux|trois|quatre|cinq|\d{1,2}) ans?|lors de ma (?:derniere|precedente) commande|last (?:year|time)|previously|in the past|(?:a|two|three) years? ago)(?![a-z])/;

/** Long ago and over; not "la lampe que j'ai achetée l'an dernier est en panne". */
const PAST_TENSE =
  /(?:^|[^a-z])(?:avais|avait|avions|aviez|avaient|etais|etait|etiez|(?:m|nous) (?:avez|a|ont)|had|did|were|was|you [a-z]+ed)(?![a-z])/;

const CONDITION =
  /^(?:(?:et|mais|sinon|and|but) )?(?:si(?! (?:possible|vous (?:plait|pouvez|pouviez|pourriez|voulez|avez (?:le temps|besoin))|c est possible|ce n est pas (?:trop|possible)|cela|ca (?:vous|ne vous|se)|besoin|je (?:ne me trompe|comprends|me souviens|peux|puis)|tu (?:peux|veux)|oui|non))|s (?:il|ils|elle|elles|on)(?! (?:vous|te) plai)|si jamais|au cas ou|dans le cas ou|a moins que|sauf si|if(?! (?:possible|you (?:can|could|would|don t mind)))|in case|unless)(?![a-z])/;
const POLITE_MOOD =
  /(?:^|[^a-z])(?:voudrais|voudrions|aimerais|aimerions|souhaiterais|souhaiterions|apprecierions|(?:serais|serions|serait) (?:ravie?s?|heureux|heureuse|reconnaissante?s?|bien|possible)|pourriez|pourrais|pourrait|sauriez|auriez|serait|seriez|faudrait|desirerais|apprecierais|would|could)(?![a-z])/;
const HYPOTHETICAL_MOOD =
  /(?:^|[^a-z])(?:je|j|nous|on|il|ce|ca|i|we) (?:(?:me|vous|le|la|l|les|en|ne|n) )*(?:[a-z]+(?:rais|rions|rait|rai|rons|ra)|would|will|ll|shall)(?![a-z])/;

/** Guesses nothing: a clause that shows no sign of anything else is `context`. */
export interface ClauseSigns {
  /** The flat clause. */
  readonly letters: string;
  readonly begins: ClauseStart;
  readonly isQuestion: boolean;
}

/** The role of a clause by itself; conditions reach further than their clause (`withConditions`). */
export function roleOf({ letters, begins, isQuestion }: ClauseSigns): Exclude<ClauseRole, 'courtesy' | 'quoted'> {
  if (REFUSED.some((pattern) => pattern.test(letters)) && !isQuestion) return 'refused';
  if (isSettled(letters) && !isQuestion && !ASK_WORDS.test(letters)) return 'past';
  if (!isQuestion && (CONDITION.test(letters) || isPostponed(letters))) return 'conditional';
  if (begins === 'reason') return 'context';
  return isQuestion || isAsking(letters) ? 'ask' : 'context';
}

/** "Je demanderai un remboursement s'il est perdu": holds only if. */
function isPostponed(letters: string): boolean {
  const condition = letters.search(
    /[^a-z](?:si|s il|s ils|s elle|au cas ou|if|in case|unless)(?![a-z])(?! (?:vous|te) plai| possible)/,
  );
  return condition > 0 && isHypothetical(letters.slice(0, condition));
}

function isSettled(letters: string): boolean {
  if (STILL_OPEN.test(letters) || AMISS.test(letters)) return false;
  return SETTLED.some((pattern) => pattern.test(letters)) || (LONG_AGO.test(letters) && PAST_TENSE.test(letters));
}

/** Begins a clause as a question does, and yet only tells. */
const TELLING = /^i (?:was|have|am trying|can t) /;

function isAsking(letters: string): boolean {
  if (PREVENTS.test(letters) || ASK_WORDS.test(letters) || (startsAsking(letters) && !TELLING.test(letters)))
    return true;
  if (
    QUESTION_WORDS.test(letters) &&
    !/^(?:quand|qui|quel|quelle|quels|quelles|comment|is|who|when|where|which|what|are|was|were|has|have|had|do|does|did|would|should) /.test(
      letters,
    )
  )
    return true;
  return IMPERATIVE_WORDS.test(letters) || ORDER_WORDS.test(letters);
}

/** True when the condition has surely not come: "si jamais", "au cas où", "s'il n'arrive pas d'ici lundi". */
export function isFarFetched(letters: string): boolean {
  return (
    /^(?:et |mais |and |but )?(?:si jamais|au cas ou|dans le cas ou|in case)(?![a-z])/.test(letters) ||
    NOT_YET.test(letters)
  );
}
const NOT_YET =
  /(?:^|[^a-z])(?:si|s il|s ils|s elle|if)(?![a-z]).*[^a-z](?:pas|jamais|toujours|aucune?|not|isn t|doesn t|don t|hasn t|haven t|no)(?![a-z])/;

/** True for "je demanderais…", not for "je voudrais…": what would be done, not what is asked now. */
export function isHypothetical(letters: string): boolean {
  return HYPOTHETICAL_MOOD.test(letters) && !POLITE_MOOD.test(letters);
}

/** Words that show where a clause can stand alone, in French and English. All patterns are for flat letters (`flat.ts`). */

/** One pattern from lists of alternatives. */
function words(...lists: readonly string[]): string {
  return `(?:${lists.flatMap((list) => list.trim().split(/\s*\|\s*/)).join('|')})`;
}

const SUBJECT = words(
  'je|j|tu|il|elle|on|nous|vous|ils|elles|c|ca|cela|ceci|jai|jaimerais|jvoudrais|jveux|jsuis|jattends|g|chui|vs|ya|y a|il y a',
  'i|im|ive|id|you|we|he|she|it|its|they|there|this|that|dont',
);
const POSSESSIVE = words('mon|ma|mes|notre|nos|votre|vos|le|la|les|l|un|une|ce|cet|cette|my|our|your|the|a|an');
const QUESTION = words(
  'ou en est|ou est|ou sont|ou se trouve|ou puis|quand|quel|quelle|quels|quelles|combien|comment|pourquoi|qui|que faire|que dois|qu est ce|est ce|es ce|esque|a quel|a quelle|de quel|de quelle|dans combien|y a t|a t il|puis je|dois je|faut il|ai je|suis je|sont ils|serait il|serait ce|sera t|est il|auriez|avez|seriez|etes|aurais je|peut on|peux tu|c est quoi|c quoi|koi de neuf',
  'how|why|what|whats|where|wheres|when|who|which|is|are|was|were|do|does|did|can|could|will|would|should|may|have|has|am i',
);
const POLITE = words(
  'pouvez|pouve|pourriez|pourrez vous|peut on|on peut|on peu|tu peux|peux tu|vous pouvez|vous pouve|sauriez|voudriez|veuillez|voulez vous|puis je|serait il|serait ce|ca serait possible|est il possible|possible de|possible d|ya moyen|y a moyen|moyen de|merci de|merci d|merci par avance de|priere de|vous prie|vous demande|vous somme|vous remercie de|vous serais|vous saurais|s il vous plait|sil vous plait|sil vous plais|svp|stp',
  '(?:j |je |nous |on |il |elle )?(?:aimerais|aimerait|aimerions|voudrais|voudrai|voudrait|voudrions|voudrez|souhaite|souhaites|souhaitons|souhaiterais|souhaiterions|desire|desirons|desirerais|exige|exigeons|reclame|sollicite|apprecierais|prefere|prefererais|preferons)|je veux|nous voulons|on veut|jveux|(?:je|nous|on) (?:n |ne )?(?:en )?(?:veux|veut|voulons|souhaite|souhaitons|desire) plus|(?:j |nous |on |il )(?:ai|aurais|avons|aurions|aurai) (?:aussi |encore )?(?:besoin|voulu|aime)|besoin de|besoin d|je demande|nous demandons|je cherche|nous cherchons|(?:il |y |i )?(?:me |nous |vous )?(?:faut|fau|faudrait|faudrais|faudra|fo|fodrai)|prendrais|prendrions|reprendrais|resilie|annule|vous me|vous nous|c est quoi|il est ou|elle est ou|c est ou|ou es|ou est|ou en est|ou sont|ou en sommes|est ce que|es ce que|es que|esque|esqe',
  'dites|envoyez|faites|donnez|indiquez|annulez|remboursez|renvoyez|expediez|rappelez|changez|modifiez|corrigez|confirmez|verifiez|repondez|gardez|laissez|arretez|cessez|bloquez|echangez|remplacez|rendez|livrez|transmettez|precisez|communiquez|prevenez|reservez|ajoutez|supprimez|enlevez|reparez|mettez|remettez|debrouillez|appelez|contactez|expliquez|proposez|refaites|reprenez|reexpediez|reportez|decalez|deplacez|avancez|retirez|recreditez|adressez|fournissez|rectifiez|desinscrivez|resiliez|stoppez|suspendez|deposez|postez|notez|rendez|venez',
  'please|pls|plz|kindly|i want|i need|we need|i would|i d like|i d need|id like|id need|would like|d love|i wish|let me|tell me|help me|give me|send me|show me|(?:can|could|would|will|do|does|did|have|has|are|is) (?:you|i|we|somebody|someone|anyone|there|it|my)|how (?:do|can|long|much|many|does|did|could|would|come)|where (?:is|are|can|do)|when (?:will|can|is|do)|what (?:is|are|do|does|can|happens)|why (?:is|was|did|do|does|are|has|have|can|cant)',
);
/** Bare verbs by which an English order begins, or goes on after "and". */
const ORDER = words(
  'send|cancel|refund|return|replace|exchange|change|tell|give|show|find|play|add|book|rate|put|search|get|make|set|check|update|call|confirm|explain|order(?! (?:number |no |ref |cmd |n )?[0-9])|reserve|resend|ship|move|stop|close|delete|remove|repair|fix|track|look|transfer|block|freeze|activate|see|issue|let|pay|report|reset|start|turn|open|buy|bring|keep|forward|email|mail|refuse|reorder|swap|rebook|postpone|provide|include|credit|reimburse|verify|correct|point|locate|spot',
);
/** Infinitives that go on after "je voudrais … et"; not words that only end as they do. */
const INFINITIVE =
  '(?:(?:d |de |a |en |le |la |les |l |me |m |nous |se |s |y |ne pas ){0,3}(?!cher|hier|hiver|dernier|premier|entier|papier|courrier|courier|dossier|soir|noir|cuir|plaisir|loisir|mer|fer|ver|leger|etranger|boulanger)(?:[a-z]{2,14}(?:er|ir|oir)|etre|prendre|rendre|reprendre|mettre|remettre|permettre|transmettre|faire|refaire|connaitre|suivre|inscrire|desinscrire|repondre|vendre|attendre))';

const at = (pattern: string): RegExp => new RegExp(`^${pattern}(?![a-z0-9])`);
const anywhere = (pattern: string): RegExp => new RegExp(`(?:^|[^a-z0-9])${pattern}(?![a-z0-9])`);

const POLITE_START = at(POLITE);
const QUESTION_START = at(QUESTION);
const SUBJECT_START = new RegExp(`^${SUBJECT} [a-z0-9]`);
const ORDER_START = at(`(?:please |also |then |just )?${ORDER}`);
const INFINITIVE_START = at(`(?:aussi |ensuite |surtout |egalement |donc )?${INFINITIVE}`);
const IMPERATIVE_START = /^(?:surtout |aussi |donc |alors |mais |juste |vite |ne |n )*[a-z]{2,14}ez(?![a-z0-9])/;
const NOUN_WITH_VERB = new RegExp(
  `^${POSSESSIVE} (?:[a-z0-9]+ ){1,5}?(?:n |ne |s |se |m |me |l )?(?:est|sont|etait|etaient|a|ont|avait|va|vont|doit|devait|marche|fonctionne|arrive|reste|indique|semble|sera|serait|affiche|affichent|coupe|plante|bloque|refuse|manque|manquent|apparait|apparaissent|contient|contenait|correspond|correspondent|echoue|existe|disparait|depasse|ne|n|is|are|was|were|has|have|had|does|do|did|will|can|cannot|isnt|hasnt|wont|didnt|doesnt|keeps|got|seems|needs|arrived|came|broke)(?![a-z0-9])`,
);
const VERB = anywhere(
  `(?:${SUBJECT} [a-z0-9]+|${POLITE}|${QUESTION} [a-z]+|[a-z]{2,14}ez|[a-z]+ moi|(?:est|sont|etait|a ete|ont|is|are|was|were|has|have|had|been|will|would|can|cant|could|didnt|doesnt|isnt|wasnt|want|need|needs|wants) [a-z]+)`,
);
const ORDERS = at(`(?:please |also |then |just |and |onto )?${ORDER}`);

/** Words before which nothing is cut: what follows belongs to them ("me dire où", "I know what", "pour que"). */
const LEANS =
  /(?:^|[^a-z0-9])(?:que|qu|qui|dont|si|savoir|sais|sait|savez|dire|dites|indiquer|indiquez|expliquer|confirmer|preciser|connaitre|demande|comprends|comprend|comprendre|voir|et|ou|ni|mais|car|parce|pour|sans|avec|de|d|des|du|a|au|aux|en|dans|sur|le|la|les|l|un|une|mon|ma|mes|votre|vos|ne|n|pas|plus|me|m|se|s|je|j|y|vous|nous|quand|lorsque|comme|puisque|jusqu|depuis|avant|apres|tout|tres|bien|know|tell|me|see|explain|understand|sure|wonder|wondering|ask|asking|if|whether|that|which|who|what|when|where|why|how|because|since|as|to|of|for|with|from|in|on|at|by|the|a|an|my|your|our|its|this|i|you|we|it|they|he|she|and|or|but|so|not|out|about|is|are|was|were|do|does|did|can|could|will|would|should|please|also|then|than|until|before|after|while|have|has|had|check|find|idea|clue|just|even)$/;

/** True when a clause may begin here: a subject, a question, a polite or plain order. */
export function canStart(right: string): boolean {
  const head = right.slice(0, 120);
  return (
    SUBJECT_START.test(head) ||
    POLITE_START.test(head) ||
    QUESTION_START.test(head) ||
    IMPERATIVE_START.test(head) ||
    ORDER_START.test(head) ||
    NOUN_WITH_VERB.test(head)
  );
}

/** True when what stands here goes on a request after "and": an infinitive or a plain order. */
export function goesOn(right: string): boolean {
  const head = right.slice(0, 60);
  return INFINITIVE_START.test(head) || ORDER_START.test(head);
}

/** True when it begins as a question or a request does, so that a new clause is sure even with nothing before it. */
export function startsAsking(right: string): boolean {
  const head = right.slice(0, 60);
  return ASKS_ALONE.test(head);
}
const ASKS_ALONE =
  /^(?:pouvez vous|pourriez vous|pourrez vous|pouvez me|vous pouvez|vous pourriez|peux tu|est ce que|es ce que|esque|je (?:voudrais|souhaite|souhaiterais|veux|demande)|j aimerais|merci de (?!votre|vos|l )|il me fau(?:t|drait)|y a t il|ya moyen|auriez vous|sauriez vous|puis je|faut il|combien (?:coute|de temps|ca)|comment (?:faire|je|on|puis|se)|pourquoi (?:je|vous|mon|ma|est|le|la|ca|on)|quand (?:est ce|vais|serai|sera|arrive|va)|c est quand|ou (?:en est|est|sont) |quel(?:le)?s? (?:est|sont|sera)|how (?:do|can|long|much|many|will|does|did|could|should|would) |why (?:is|was|did|do|does|are|has|have|can|cant|won|wont|would|were|hasn|isn|didn) |where (?:is|can|do|are|did|does|will|would|should) |what (?:is|are|do|does|can|will|if|should|s|did|happens|kind|type|would|was|were) |when (?:will|can|do|is|does|should|would|are) |which |can (?:i|you|we|my|someone) |could (?:i|you|we) |would (?:i|you) |will (?:i|you|my|it|there) |do (?:i|you) |does (?:my|the|it) |is (?:there|it|my) |are (?:there|you) |please |i (?:want|need|would like|d like|am trying|was|have|can t) )/;

const NEGATION =
  '(?:^|[^a-z])(?:ne|n) (?:(?:s|se|m|me|l|le|la|les|y|en|nous|vous|lui) )*[a-z]{2,16} (?:[a-z]+ )?(?:pas|plus|rien|jamais)';
const NEGATED = new RegExp(`${NEGATION}(?![a-z])`);
/** "Mon téléphone ne s'allume plus" is whole. */
const ENDS_NEGATED = new RegExp(`${NEGATION}$`);

/** True when the piece has a verb of its own. */
export function hasVerb(flatPiece: string): boolean {
  const head = flatPiece.slice(-400).trim();
  return VERB.test(head) || NEGATED.test(head) || NOUN_WITH_VERB.test(head) || ORDERS.test(flatPiece.slice(0, 60));
}

/** True when the last word of the piece cannot stand at a clause's end. */
export function leansForward(left: string): boolean {
  return LEANS.test(left.slice(-24).trimEnd()) && !ENDS_NEGATED.test(left.slice(-80).trimEnd());
}

/** Any word by which something is asked for, where it may stand. */
export const ASK_WORDS = anywhere(POLITE);
export const QUESTION_WORDS = QUESTION_START;
export const ORDER_WORDS = ORDER_START;
export const IMPERATIVE_WORDS = IMPERATIVE_START;

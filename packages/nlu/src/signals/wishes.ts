/** What a mail wants of the conversation itself, whatever it is about: nothing (it says thanks), no more (it is settled), a person. By words. */
import { fold } from '../data/fold.ts';

/** Each is true only when the words say so; a wish that is not recognised costs an advisor's look, never a wrong answer. */
export interface Wishes {
  /** Says thanks or that all is well, and asks for nothing. */
  readonly thanks: boolean;
  /** Takes the request back, or says that it is settled. */
  readonly withdraws: boolean;
  /** Wants to hear from a person. */
  readonly human: boolean;
}

const MAX_CHARACTERS = 20_000;
const GAP = '[^.!?\\n]{0,40}?';

const THANKS =
  /(?<!\p{L})(?:merci|remerci\p{L}*|thank(?:s| you)?|parfait|super|genial|nickel|impeccable|bien recu|great|perfect)(?!\p{L})/u;

/** Not after "si", "que", "quand": what may happen has not happened. */
const SURELY = "(?<!(?:si|que|quand|lorsque|if|when|once) (?:(?:le|mon|ce|notre|the|my) )?)(?<!(?:s'|qu'))";
const WITHDRAWS = whole([
  'laisse[zr]? tomber|never ?mind|forget (?:about )?(?:it|my)',
  '(?:ne (?:pas )?(?:tenez|tenir|tiens)|tenez) (?:plus |pas |donc )*compte (?:de|du) (?:mon|ma|mes|ce|cette|precedent\\p{L}*)|(?:disregard|ignore) my',
  'annule[zr]? (?:donc |simplement |plutot )?(?:ma|mon|cette|ce) (?:demande|reclamation|mail|message|ticket|dossier|requete)|cancel my (?:request|ticket|complaint|inquiry)',
  `${SURELY}(?:probleme|souci|litige) (?:est |a ete |s'est )?(?:maintenant |desormais |bien |finalement )?(?:regle|resolu|arrange)e?`,
  `${SURELY}(?:c'est|tout est) (?:finalement |maintenant |desormais |enfin )(?:bon|ok|regle|arrange|resolu)|(?:tout )?est rentre dans l'ordre`,
  `${SURELY}(?:problem|issue) (?:is |has been |was |got )?(?:now )?(?:solved|resolved|sorted|fixed)`,
  "(?:je|nous) renonc(?:e|ons) a (?:ma|mon|notre|cette|ce)|(?:je n'ai|nous n'avons|j'ai) plus besoin (?:de|d')|no longer need",
  'vous pouvez (?:donc )?(?:fermer|clore|cloturer|classer|annuler) (?:ma|mon|le|ce|la|cette) (?:demande|dossier|ticket|reclamation)|you can close (?:my|this|the) (?:case|ticket|request)',
]);

const HUMAN = whole([
  `(?:parler|echanger|discuter|dialoguer|joindre|contact\\p{L}*|avoir|passez[ -]moi|mettez[ -]moi|mis(?:e)? en relation|etre rappele(?:e|s)?|rappele[rz])${GAP}(?:un(?:e)? (?:humain|etre humain|conseill\\p{L}+|agent|responsable|superviseur|vraie? (?:personne|conseill\\p{L}+))|une personne|quelqu'un|un de vos)`,
  '(?:un|une) (?:vraie? (?:personne|humain|conseill\\p{L}+|reponse humaine)|etre humain|humain)',
  '(?:pas|ni) (?:a |avec |par )?(?:un|une|votre|des|vos) (?:robots?|machines?|bots?|ia|intelligence artificielle|automates?)|(?:marre|assez|ras[ -]le[ -]bol) (?:de |des )(?:vos |parler a (?:un |des |vos )?)?(?:robots?|machines?|reponses? automatiques?)',
  'rappelez[ -](?:moi|nous)|(?:pouvez|pourriez)[ -]vous (?:me|nous) (?:rappeler|telephoner|appeler)',
  `(?:speak|talk|chat)${GAP}(?:to|with) (?:a |an |some)?(?:real |actual |live )?(?:human|person|someone|somebody|one|agent|advisor|representative|manager|supervisor)`,
  '(?:real|actual|live) (?:person|human|agent)|not (?:a|another) (?:bot|robot|machine)|(?:please )?call me(?: back)?',
]);

/** @param asksNothing true where no request was found */
export function wishesOf(subject: string, text: string, asksNothing: boolean): Wishes {
  const said = fold(`${subject}\n${text.slice(0, MAX_CHARACTERS)}`);
  return { thanks: asksNothing && THANKS.test(said), withdraws: WITHDRAWS.test(said), human: HUMAN.test(said) };
}

function whole(parts: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

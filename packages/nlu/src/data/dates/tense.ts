/** Whether a day that can be read in two ways lies before or after the mail: by the words around it. */
import type { Source } from '../found.ts';
import { after, before } from '../matches.ts';

export type Tense = 'past' | 'future' | 'open';

const AHEAD = /(?:d'ici|avant|pour|jusqu'a|jusqu'au|jusqua|jusquau|des|by|until|till|before)(?: le| la| ce| au)? ?$/;
/** "l'encaissement du 3 mai" has been; "le séjour du 3 mai" may be to come. */
const DATED = /\b\p{L}{4,16} (?:date )?(?:du|de|of)(?: la| l')? ?$/u;
const TO_COME =
  /\b(?:sejour|reservation|resa|nuit|nuitee|chambre|vol|billet|voyage|arrivee|depart|rendez-vous|rdv|week-end|weekend|booking|stay|flight|trip|livraison)s?\b/;
const BEHIND = /(?:depuis|since|apres)(?: le| la| l')? ?$/;
const PLANNED = /\b(?:prevue?s?|promise?s?|annoncee?s?|supposed?|expected)\b/;
const WAS = /\b(?:etait|etaient|devait|devaient|was|were)\b/;
const PAST =
  /\b(?:etait|etais|etaient|avait|avais|devait|(?:ai|a|as|avons|avez|ont|suis|est|sommes|sont) (?:\p{L}{1,12} ){0,2}\p{L}{1,14}(?:e|es|ee|ees|i|is|u|us|ue|ues|it|ert|t)|recue?s?|commandee?s?|achetee?s?|achat|facture|payee?s?|envoyee?s?|livree?s?|expediee?s?|debitee?s?|was|were|did|had|ordered|received|arrived|called|bought|paid|sent|delivered|charged|since)\b/u;
const FUTURE =
  /\b(?:sera|serai|serons|seront|arriver(?:ai|ons|a)|arrivons|viend\p{L}{2,5}|pourr\p{L}{2,5}|voudr\p{L}{2,5}|souhait\p{L}{1,6}|aimer\p{L}{2,5}|reserver|partir|pars|partons|prochaine?|serez|will|would like|arriving|leaving|coming|please|book|reschedule|come|need it)\b/u;

/** By the clause in which `start`..`end` stands. */
export function tenseAround(source: Source, start: number, end: number): Tense {
  const earlier = lastClause(before(source, start, 90));
  const later = firstClause(after(source, end, 50));
  if (AHEAD.test(earlier.slice(-14))) return WAS.test(earlier) ? 'past' : PLANNED.test(earlier) ? 'open' : 'future';
  if (BEHIND.test(earlier.slice(-12))) return 'past';
  if (DATED.test(earlier.slice(-30)) && !TO_COME.test(earlier)) return 'past';
  if (PAST.test(earlier)) return 'past';
  if (FUTURE.test(earlier)) return 'future';
  if (PAST.test(later)) return 'past';
  return FUTURE.test(later) ? 'future' : 'open';
}

function lastClause(text: string): string {
  return text.slice(
    Math.max(text.lastIndexOf('. '), text.lastIndexOf('! '), text.lastIndexOf('? '), text.lastIndexOf(';')) + 1,
  );
}

function firstClause(text: string): string {
  return /^[^.!?;]*/.exec(text)?.[0] ?? '';
}

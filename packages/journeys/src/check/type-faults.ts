/** What the checker says of wrong types, in rules and in templates alike. */
import { type Bilingual, say } from '../bilingual.ts';
import { type ProblemCode, spellingHint } from '../problem.ts';
import { folded } from './fold.ts';
import { kindInWords, type StaticType, UNKNOWN } from './static-type.ts';

/** A fault and what would be right. */
export interface TypeFault {
  readonly code: ProblemCode;
  readonly message: Bilingual;
  readonly hint?: Bilingual;
}

/** The type of `owner.member`, or why there is no such thing. `owner` is what the author wrote, of type `type`. */
export function memberOf(owner: string, type: StaticType, member: string): StaticType | TypeFault {
  if (type.kind === 'unknown' || type.kind === 'list') return UNKNOWN;
  if (type.kind === 'money' && member === 'currency') return { kind: 'text' };
  if (type.kind === 'record') return type.members.get(member) ?? noMember(owner, member, [...type.members.keys()]);
  const what = kindInWords(type.kind);
  return {
    code: 'unset-variable',
    message: say(
      `« ${owner} » est ${what.fr} : il n’y a pas de « ${member} » dedans`,
      `"${owner}" is ${what.en}: there is no "${member}" in it`,
    ),
    hint:
      type.kind === 'money'
        ? say(
            'un montant se compare entier, comme order.total <= eur(150)',
            'compare the whole amount: total <= eur(150)',
          )
        : say(`écrivez « ${owner} »`, `write "${owner}"`),
  };
}

function noMember(owner: string, member: string, members: readonly string[]): TypeFault {
  return {
    code: 'unset-variable',
    message: say(`« ${owner} » n’a pas de « ${member} »`, `"${owner}" has no "${member}"`),
    hint: spellingHint(member, members),
  };
}

/** True for what went wrong. */
export function isFault(result: StaticType | TypeFault): result is TypeFault {
  return 'code' in result;
}

/** The word `word` is none of those that `subject` may be. */
export function unknownWord(word: string, subject: string, words: readonly string[]): TypeFault {
  return {
    code: 'wrong-value',
    message: say(`« ${subject} » ne vaut jamais « ${word} »`, `"${subject}" is never "${word}"`),
    hint: spellingHint(words.find((each) => folded(each) === folded(word)) ?? word, words),
  };
}

/** `found` stands where `wanted` belongs. */
export function wrongKind(name: string, found: StaticType['kind'], wanted: StaticType['kind']): TypeFault {
  const [is, must] = [kindInWords(found), kindInWords(wanted)];
  return {
    code: 'wrong-value',
    message: say(
      `« ${name} » est ${is.fr} ; ici il faut ${must.fr}`,
      `"${name}" is ${is.en}; expected here: ${must.en}`,
    ),
  };
}

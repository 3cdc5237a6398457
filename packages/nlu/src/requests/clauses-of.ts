/** A mail as clauses, in order, each with its place and its role. Pure; bounded work on any text. */
import type { MailText } from '../understanding.ts';
import { MAX_CHARACTERS, piecesOf } from './boundaries.ts';
import type { Clause, ClauseRole, Place } from './clause.ts';
import { hasVerb } from './clause-words.ts';
import { isSignature, withCourtesiesApart } from './courtesies.ts';
import { flat } from './flat.ts';
import { isInQuotes, quotedPartsOf } from './quotes.ts';
import { isFarFetched, isHypothetical, roleOf } from './roles.ts';

/**
 * The clauses of subject and text, in order and without overlap; at most 200 pieces of 100 000 characters each are looked at. Nothing for an empty mail
 * and for one without letters and digits. An answer's subject ("Re: …") says what an earlier mail wanted: it has no clauses.
 */
export function clausesOf({ subject, text }: Pick<MailText, 'subject' | 'text'>): Clause[] {
  return [...(isAnswer(subject) ? [] : clausesIn(subject, 'subject')), ...clausesIn(text, 'text')];
}

function clausesIn(whole: string, where: Place['in']): Clause[] {
  const source = whole.slice(0, MAX_CHARACTERS);
  const letters = flat(source);
  const quoted = quotedPartsOf(source);
  const clauses: Clause[] = [];
  let isClosed = false;
  for (const piece of piecesOf(source, letters)) {
    if (isInQuotes(quoted, piece)) {
      clauses.push(clauseAt(source, where, piece, 'quoted'));
      continue;
    }
    for (const { isCourtesy, ...part } of withCourtesiesApart(piece, source, letters)) {
      const said = letters.slice(part.start, part.end);
      const content = source.slice(part.start, part.end);
      const isSigned: boolean = isClosed && part.begins !== 'another' && isSignature(content, hasVerb(said));
      const isQuestion = /\?[)»"”’\s!]*$/.test(content);
      const role = isCourtesy || isSigned ? 'courtesy' : roleOf({ letters: said, begins: part.begins, isQuestion });
      clauses.push(clauseAt(source, where, part, role));
      isClosed = isCourtesy ? clauses.some((clause) => clause.role !== 'courtesy') || isClosed : isSigned;
    }
  }
  return withConditions(clauses, letters);
}

function clauseAt(
  source: string,
  where: Place['in'],
  { start, end, begins }: Pick<Clause, 'start' | 'end' | 'begins'>,
  role: ClauseRole,
): Clause {
  return { in: where, start, end, text: source.slice(start, end), role, begins };
}

/**
 * "Si jamais il était perdu, je demanderais…": the main clause holds no more than its condition. "If I lost my phone, can I still use it?"
 * and "s'il en reste un, je préfère l'échanger" ask all the same, and their condition explains.
 */
function withConditions(clauses: readonly Clause[], letters: string): Clause[] {
  const result = [...clauses];
  for (const [index, clause] of clauses.entries()) {
    if (clause.role !== 'conditional') continue;
    const said = letters.slice(clause.start, clause.end);
    const main = mainClause(clauses, index);
    const consequence = main === undefined ? said : letters.slice(main.start, main.end);
    const isBound = isHypothetical(consequence) || (isFarFetched(said) && main?.role === 'ask');
    if (!isBound || main?.text.endsWith('?')) result[index] = { ...clause, role: 'context' };
    else if (main !== undefined) result[index + 1] = { ...main, role: 'conditional' };
  }
  return result;
}

/** What follows a condition in its sentence. */
function mainClause(clauses: readonly Clause[], index: number): Clause | undefined {
  const next = clauses[index + 1];
  const isSameSentence = next !== undefined && !['line', 'sentence', 'item', 'another'].includes(next.begins);
  return isSameSentence && (next.role === 'ask' || next.role === 'context') ? next : undefined;
}

/** The subject of an answer or a forwarded mail says what an earlier mail wanted. */
function isAnswer(subject: string): boolean {
  return (
    /^\s*(?:re|ré|rép|fwd?|tr|aw|wg|sv|antw)\s?(?:\[\d+\])?\s?:/i.test(subject) ||
    /\[[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\]/.test(subject)
  );
}

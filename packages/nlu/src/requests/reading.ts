/** What is asked of the classifier about one mail: every run of its blocks, and what its clauses say by themselves. Pure. */
import type { TextToClassify } from '../classification.ts';
import type { MailText } from '../understanding.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Clause } from './clause.ts';
import { clausesOf } from './clauses-of.ts';
import { alternativesIn, isWavering } from './doubts.ts';
import { flat } from './flat.ts';

/** Longer texts are cut before they are classified. */
const MAX_SAID_CHARACTERS = 2_000;
/** Clauses after these are not classified by themselves. */
const MAX_SINGLE_CLAUSES = 12;

/** A mail as it is put to the classifier. */
export interface Reading {
  readonly mail: MailText;
  /** All that may be a request, in order. */
  readonly blocks: readonly Block[];
  /** `runs[from][to - from]`: what blocks `from`..`to` say together. */
  readonly runs: readonly (readonly string[])[];
  /** What some clauses say alone, asks first. */
  readonly singles: ReadonlyMap<Clause, string>;
  /** The sides of each "A ou B" in it. */
  readonly alternatives: readonly (readonly string[])[];
  /** The writer does not know, takes back, or only says what is not wanted. */
  readonly isUnsure: boolean;
}

/** Reads a mail; nothing of it is classified yet. */
export function readMail(mail: MailText): Reading {
  const clauses = clausesOf(mail);
  const kept = keptOf(clauses);
  const blocks = blocksOf(kept);
  return {
    mail,
    blocks,
    runs: blocks.map((_, from) =>
      blocks.slice(from).map((_block, more) => saidBy(mail, clauses, blocks.slice(from, from + more + 1).flat())),
    ),
    singles: singlesOf(mail, clauses, kept),
    alternatives: kept.slice(0, MAX_SINGLE_CLAUSES).flatMap((clause) => alternativesIn(clause)),
    isUnsure: isWavering(clauses) || kept.every(({ role }) => role !== 'ask' && role !== 'context'),
  };
}

/** Every text that the classifier must see for this reading; repeated ones may be among them. */
export function textsOf({ mail: { language }, runs, singles, alternatives }: Reading): TextToClassify[] {
  return [...runs.flat(), ...singles.values(), ...alternatives.flat()].map((text) => ({ text, language }));
}

/** Asks and context, each text once; where there are none, what is refused or conditional. */
function keptOf(clauses: readonly Clause[]): Clause[] {
  const candidates = clauses.filter(({ role }) => role === 'ask' || role === 'context');
  const kept =
    candidates.length > 0 ? candidates : clauses.filter(({ role }) => role === 'refused' || role === 'conditional');
  const seen = new Set<string>();
  return kept.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function singlesOf(mail: MailText, clauses: readonly Clause[], kept: readonly Clause[]): Map<Clause, string> {
  const asking = kept.filter(({ role }) => role === 'ask');
  const chosen = [...asking, ...kept.filter(({ role }) => role !== 'ask')].slice(0, MAX_SINGLE_CLAUSES);
  return new Map(chosen.map((clause) => [clause, saidBy(mail, clauses, [clause])]));
}

const SAME_AGAIN =
  /^(?:et |and )?(?:pareil|pareillement|idem|meme chose|meme (?:probleme|question|demande)|la meme chose|(?:the )?same)(?![a-z])/;

/** The words of the clauses with what stands between them, unless that must be left out. "Pareil pour l'autre" says what was said before. */
function saidBy(mail: MailText, all: readonly Clause[], clauses: readonly Clause[]): string {
  const parts: string[] = [];
  let open: { in: Clause['in']; start: number; end: number; index: number } | undefined;
  const close = () => open !== undefined && parts.push(sourceOf(mail, open.in).slice(open.start, open.end));
  for (const clause of clauses) {
    const index = all.indexOf(clause);
    if (open !== undefined && open.in === clause.in && open.index + 1 === index)
      open = { ...open, end: clause.end, index };
    else {
      close();
      open = { in: clause.in, start: clause.start, end: clause.end, index };
    }
  }
  close();
  const first = clauses[0];
  if (first !== undefined && SAME_AGAIN.test(flat(first.text))) parts.unshift(saidBefore(all, first));
  return parts.join(' ').trim().slice(0, MAX_SAID_CHARACTERS);
}

function saidBefore(all: readonly Clause[], clause: Clause): string {
  return all.slice(0, all.indexOf(clause)).findLast(({ role }) => role === 'ask')?.text ?? '';
}

function sourceOf({ subject, text }: MailText, where: Clause['in']): string {
  return where === 'subject' ? subject : text;
}

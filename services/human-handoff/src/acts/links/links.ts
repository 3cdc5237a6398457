/** How cases belong together: what an advisor said of two, and what became of others by merging and splitting. Commands; pure. */
import { AppError } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted, changed } from '../commands.ts';
import type { DeskState } from '../state.ts';
import type { CaseLink, LinkKind } from './case-link.ts';
import { tellDesks } from './tell-desks.ts';

const MOST_LINKS = 200;

/** Command `link`: `other` gets the same link. What is known of the two by a merge or a split stays. */
export function link(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, other, kind } = payload as Act & { readonly other: string; readonly kind: LinkKind };
  if (other === context.key) throw new AppError('BAD_INPUT', 'Un dossier ne se lie pas à lui-même');
  const { links: known = [] } = state;
  const links = withLink(known, { number: other, kind });
  if (links === known) return { answer: state };
  const tell = { number: other, command: 'linked', payload: { number: context.key, kind } };
  return {
    ...changed({ ...state, links }),
    events: [acted(context.subject, 'link', { advisor, others: [other] })],
    effects: tellDesks(context.inputId, [tell]),
  };
}

/** Command `unlink`: what an advisor said of two cases is said no more, on both sides. */
export function unlink(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { other } = payload as { readonly other: string };
  const { links: known = [] } = state;
  const links = withoutLink(known, other);
  if (links === known) return { answer: state };
  const tell = { number: other, command: 'unlinked', payload: { number: context.key } };
  return { ...changed({ ...state, links }), effects: tellDesks(context.inputId, [tell]) };
}

/** Command `linked`, told by another case or by what happened to it. Told twice, it is the same. */
export function linked(payload: unknown, state: DeskState): Outcome<DeskState> {
  const { links: known = [] } = state;
  const links = withLink(known, payload as CaseLink);
  return links === known ? { answer: state } : changed({ ...state, links });
}

/** Command `unlinked`, told by the other case. */
export function unlinked(payload: unknown, state: DeskState): Outcome<DeskState> {
  const { links: known = [] } = state;
  const links = withoutLink(known, (payload as { readonly number: string }).number);
  return links === known ? { answer: state } : changed({ ...state, links });
}

/** The same list when nothing changes. A case that was told to be a duplicate and is merged then is absorbed. */
export function withLink(links: readonly CaseLink[], { number, kind }: CaseLink): readonly CaseLink[] {
  const known = links.find((one) => one.number === number);
  if (known?.kind === kind || (known && !isSaid(known) && isSaid({ kind }))) return links;
  const others = links.filter((one) => one.number !== number);
  if (others.length >= MOST_LINKS) throw new AppError('BAD_INPUT', `Un dossier a au plus ${MOST_LINKS} liens`);
  return [...others, { number, kind }];
}

function withoutLink(links: readonly CaseLink[], number: string): readonly CaseLink[] {
  const isMeant = (one: CaseLink): boolean => one.number === number && isSaid(one);
  return links.some(isMeant) ? links.filter((one) => !isMeant(one)) : links;
}

function isSaid({ kind }: Pick<CaseLink, 'kind'>): boolean {
  return kind === 'duplicate' || kind === 'related';
}

/** A case goes into another, a mail of it becomes cases of its own, somebody else is its customer. Commands; pure: others carry them out. */
import type { Mail } from '@facteur/contracts';
import { AppError, derivedId } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted, changed } from '../commands.ts';
import type { Actor, DeskState } from '../state.ts';
import { heldInTrash } from '../trash/trash.ts';
import { held, heldByAnother } from '../writing.ts';

/** What is known of a case that merges are decided by. */
export interface MergeFacts {
  readonly number: string;
  readonly mailbox: string;
  readonly status: string;
  readonly address?: string | undefined;
  readonly isTrashed: boolean;
}

/** Why `one` cannot go into `stays`; undefined: it can. Another customer is no reason: an advisor knows who belongs together. */
export function mergeRefusal(one: MergeFacts, stays: MergeFacts): AppError | undefined {
  if (one.status === 'merged') return new AppError('CONFLICT', 'Ce dossier a déjà été réuni à un autre');
  if (one.number === stays.number)
    return new AppError('BAD_INPUT', 'Un dossier ne se réunit pas à lui-même, ni à un dossier qui lui a été réuni');
  if (one.mailbox !== stays.mailbox)
    return new AppError('BAD_INPUT', `Ces dossiers ne sont pas de la même boîte (${one.mailbox}, ${stays.mailbox})`);
  if (one.isTrashed || stays.isTrashed)
    return new AppError('CONFLICT', 'L’un des deux dossiers est supprimé : restaurez-le d’abord');
  return undefined;
}

/** For the timeline, when two customers become one case. */
export function mergeNote(one: MergeFacts, stays: MergeFacts): string | undefined {
  const [from, into] = [one.address?.toLowerCase(), stays.address?.toLowerCase()];
  if (from === undefined || into === undefined || from === into) return undefined;
  return `Les clients diffèrent : ${one.address} rejoint ${stays.address}`;
}

/** Command `merge`: ingest takes the case into the other, and its run ends. */
export function merge(payload: unknown, state: DeskState, { subject }: HandlerContext): Outcome<DeskState> {
  const { advisor, into, note } = payload as Act & { readonly into: string; readonly note?: string };
  mustBeFree(state, advisor);
  return { ...changed(state), events: [acted(subject, 'merge', { advisor, into, ...(note && { note }) })] };
}

/** Command `split`: ingest opens a case for each part. The same words of the same mail are the same part, and become one case once. */
export function split(payload: unknown, state: DeskState, { subject }: HandlerContext): Outcome<DeskState> {
  const { advisor, mail, texts } = payload as Act & { readonly mail: Mail; readonly texts: readonly string[] };
  mustBeFree(state, advisor);
  const parts = new Map(texts.map((text) => [derivedId('part', subject, mail.mailId, text), text]));
  const said = { advisor, mail, parts: [...parts].map(([id, text]) => ({ id, text })) };
  return { ...changed(state), events: [acted(subject, 'split', said)] };
}

/** @throws AppError `BAD_INPUT` for a part that is not in the mail, as far as spaces and line ends go */
export function mustBeSaid(texts: readonly string[], { text }: Pick<Mail, 'text'>): void {
  const whole = onOneLine(text);
  const foreign = texts.find((part) => !whole.includes(onOneLine(part)));
  if (foreign === undefined) return;
  const begin = onOneLine(foreign).slice(0, 60);
  throw new AppError('BAD_INPUT', `« ${begin} » n’est pas dans ce mail : reprenez les mots du client`);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Command `customer`: who the case is with from now on. */
export function setCustomer(payload: unknown, state: DeskState, { subject }: HandlerContext): Outcome<DeskState> {
  const { advisor, customer } = payload as Act & {
    readonly customer: { readonly address: string; readonly name?: string };
  };
  mustBeFree(state, advisor);
  return { ...changed(state), events: [acted(subject, 'customer', { advisor, customer })] };
}

/** @throws AppError `CONFLICT` while a colleague holds the case, and in the trash */
function mustBeFree(state: DeskState, advisor: Actor): void {
  const other = heldByAnother(state, advisor);
  if (other) throw held(other);
  if (state.trashedAt !== undefined) throw heldInTrash();
}

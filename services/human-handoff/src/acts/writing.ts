/** Who writes to the customer and what an advisor writes there: taking over, handing back, mails, snoozes. Handlers of commands; pure. */
import { type Draft, replyRequested } from '@facteur/contracts';
import { AppError, derivedId, isoTime } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted, changed } from './commands.ts';
import { leaving, type NamedReplyFile } from './files/kept-files.ts';
import { notify } from './notify.ts';
import type { Actor, DeskState, LastReply } from './state.ts';

type ReplyRequest = Parameters<typeof replyRequested.about>[1];

/** Whom a mail goes to and which mail it answers. */
export type Addressee = Pick<ReplyRequest, 'mailbox' | 'language' | 'to' | 'subject' | 'inReplyTo' | 'references'>;

/** A mail in an advisor's own words. */
export interface OwnMail {
  readonly addressee: Addressee;
  readonly subject?: string | undefined;
  readonly text: string;
  readonly cc?: readonly Copy[];
  /** Get it without being named in it. */
  readonly bcc?: readonly Copy[];
  readonly files?: readonly NamedReplyFile[];
}

type Copy = NonNullable<ReplyRequest['cc']>[number];

/** Of one mail, seen and unseen together. */
export const MOST_COPIES = 20;

/** The refusal of a mail to a crowd. */
export function tooManyCopies(): AppError {
  return new AppError('BAD_INPUT', `Au plus ${MOST_COPIES} personnes peuvent être mises en copie`);
}

/** Command `take-over`: one advisor at a time; by `force`, and then the other is told. */
export function takeOver(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, force } = payload as Act & { readonly force: boolean };
  const { lease } = state;
  const other = heldByAnother(state, advisor);
  if (lease.holder === 'advisor' && !other) return { answer: state };
  if (other && !force) throw held(other);
  const assignee = state.assignee ?? advisor.id;
  const isAssigned = assignee !== state.assignee;
  return {
    ...changed({ ...state, assignee, lease: { holder: 'advisor', advisor, epoch: lease.epoch + 1 } }),
    events: [acted(context.subject, 'take-over', { advisor, ...(isAssigned ? { assignee } : {}) })],
    effects: notify(context, [other?.id], { kind: 'taken-over', by: advisor }),
  };
}

/** Command `hand-back`: the bot writes again. By whoever holds the case, or by `force`. */
export function handBack(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, force } = payload as Act & { readonly force: boolean };
  const { lease } = state;
  if (lease.holder === 'bot') return { answer: state };
  const other = heldByAnother(state, advisor);
  if (other && !force) throw held(other);
  return {
    ...changed({ ...state, lease: { holder: 'bot', epoch: lease.epoch + 1 } }),
    events: [acted(context.subject, 'hand-back', { advisor })],
    effects: notify(context, [other?.id], { kind: 'taken-over', by: advisor }),
  };
}

/** Who else has taken the case over; undefined: nobody. */
export function heldByAnother({ lease }: Pick<DeskState, 'lease'>, { id }: Actor): Actor | undefined {
  return lease.holder === 'advisor' && lease.advisor?.id !== id ? lease.advisor : undefined;
}

/** The refusal that names whoever holds the case. */
export function held({ id, name }: Actor): AppError {
  return new AppError('CONFLICT', `${name ?? id} a pris ce dossier en main`);
}

/** Command `reply`: a mail of the advisor's own leaves; the draft that it was is gone. */
export function reply(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, mail } = payload as Act & { readonly mail: OwnMail };
  const { state: after, events } = send(state, context, advisor, mail);
  return { ...changed(after), events };
}

/** The same words from the same person to the same people within this time are a double click: one mail leaves. */
const DOUBLE_CLICK_MS = 60_000;

function send(
  state: DeskState,
  { subject, inputId, now }: HandlerContext,
  advisor: Actor,
  { addressee, text, cc = [], bcc = [], files = [], ...mail }: OwnMail,
): { readonly state: DeskState; readonly events: readonly Draft[] } {
  const other = heldByAnother(state, advisor);
  if (other) throw held(other);
  if (cc.length + bcc.length > MOST_COPIES) throw tooManyCopies();
  const copies = { ...(cc.length > 0 && { cc: [...cc] }), ...(bcc.length > 0 && { bcc: [...bcc] }) };
  const said = { ...copies, ...leaving(files) };
  const digest = derivedId('mail', mail.subject ?? '', text, JSON.stringify(said));
  const lastReply = { by: advisor.id, digest, atMs: now };
  if (isSaidAgain(state, lastReply)) return { state, events: [] };
  const content = { kind: 'written' as const, text, ...(mail.subject === undefined ? {} : { subject: mail.subject }) };
  const replyId = derivedId('reply', subject, 'desk', inputId);
  const asked = { replyId, purpose: 'answer' as const, ...addressee, ...said, content, author: advisor };
  // A colleague's draft stays: it is not what was sent.
  const isTheirs = state.draft !== undefined && state.draft.by.id !== advisor.id && state.draft.text !== text;
  return {
    state: { ...state, lastReply, draft: isTheirs ? state.draft : undefined },
    events: [replyRequested.about(subject, asked) as Draft],
  };
}

/** True of a double click: the same words of the same person were asked for a moment ago. */
export function isSaidAgain({ lastReply: last }: Pick<DeskState, 'lastReply'>, said: LastReply): boolean {
  return last?.by === said.by && last.digest === said.digest && said.atMs - last.atMs < DOUBLE_CLICK_MS;
}

/** Name of the timer that ends a snooze. */
export const SNOOZE = 'snooze';
const MOST_SNOOZE_MS = 366 * 86_400_000;

/** Command `snooze`: the case rests until then; the customer may be told by a mail. */
export function snooze(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, until, tell } = payload as Act & { readonly until: string; readonly tell?: OwnMail };
  const { now, subject } = context;
  const dueMs = Date.parse(until);
  if (dueMs <= now) throw new AppError('BAD_INPUT', 'La mise en attente doit finir dans l’avenir');
  if (dueMs > now + MOST_SNOOZE_MS) throw new AppError('BAD_INPUT', 'La mise en attente dure au plus un an');
  const told = tell === undefined ? { state, events: [] } : send(state, context, advisor, tell);
  return {
    ...changed({ ...told.state, snooze: { until: isoTime(dueMs), by: advisor } }),
    events: [acted(subject, 'snooze', { advisor, until: isoTime(dueMs) }), ...told.events],
    timers: { [SNOOZE]: dueMs },
  };
}

/** Command `unsnooze`: an advisor wants it back now. */
export function unsnooze(_payload: unknown, state: DeskState): Outcome<DeskState> {
  return { ...changed({ ...state, snooze: undefined }), timers: { [SNOOZE]: null } };
}

/** Command `wake`: a snooze's time has come. One that was set anew meanwhile goes on. */
export function wake(_payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  if (state.snooze !== undefined && Date.parse(state.snooze.until) > context.now) return { answer: state };
  const concerned = state.snooze && (state.assignee ?? state.snooze.by.id);
  return {
    ...changed({ ...state, snooze: undefined }),
    timers: { [SNOOZE]: null },
    effects: notify(context, [concerned], { kind: 'snooze-over' }),
  };
}

/**
 * Command `customer-wrote`: a mail ends a snooze before its time, and takes the case out of the trash: what a customer writes is never thrown
 * away unread. Whoever wanted the snooze is told, and whoever has the case.
 */
export function customerWrote(_payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { snooze: rested, assignee, trashedAt, ended } = state;
  if (rested === undefined && trashedAt === undefined && ended === undefined) return { answer: state };
  const told = rested === undefined ? [] : [...new Set([rested.by.id, assignee])];
  return {
    ...changed({ ...state, snooze: undefined, trashedAt: undefined, ended: undefined }),
    timers: { [SNOOZE]: null },
    effects: notify(context, told, { kind: 'snooze-over' }),
  };
}

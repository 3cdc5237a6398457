/** The desk's acting side over its flow: what the API asks of it. */
import { AppError } from '@facteur/primitives';
import { type Kernel, openRunner, type Parking, type Runner, repeat } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import type { CaseDesk } from '../desk.ts';
import type { ReviewsState } from '../reviews.ts';
import { addresseeIn } from './addressee.ts';
import { openAutoAssigner } from './assign-auto.ts';
import type { Colleague } from './choose-advisor.ts';
import { closeCase } from './close-case.ts';
import type { Act, DraftAnswer } from './commands.ts';
import { type BulkAnswer, type BulkDecision, decideBulk } from './decide-bulk.ts';
import { deskFlow } from './flow.ts';
import { deskOf, type NameOf } from './guard-decisions.ts';
import { type KeptNotification, type Notifications, openNotifications } from './notifications.ts';
import { openPresence, type Presence } from './presence.ts';
import { type Actor, type DeskPart, type DeskState, deskPart, type ReplyDraft } from './state.ts';
import { wakeSnoozed } from './wake-snoozed.ts';
import type { OwnMail } from './writing.ts';

/** Where the desk is kept. */
export interface DeskKeeping {
  readonly runner: Runner<DeskState>;
  readonly told: Notifications;
}

/** Opens it; what reads desks needs it before anybody acts. */
export async function openDeskKeeping(kernel: Kernel, parking: Parking): Promise<DeskKeeping> {
  const told = await openNotifications(kernel);
  return { runner: await openRunner(deskFlow(told.keep), withoutGroup(kernel), parking), told };
}

/** The desk consumes nothing: its runner joins no group of the bus. */
function withoutGroup(kernel: Kernel): Kernel {
  return { ...kernel, bus: { ...kernel.bus, subscribe: async () => ({ close: async () => undefined }) } };
}

/** What the acting side needs. */
export interface ActsParts {
  readonly kernel: Kernel;
  readonly keeping: DeskKeeping;
  readonly desk: Pick<CaseDesk, 'case'>;
  readonly cases: Runner<CaseState>;
  /** Guarded: nobody decides about a case that another has taken over. */
  readonly reviews: Runner<ReviewsState>;
  readonly nameOf: NameOf;
  /** Everyone of the company, also those who are away. */
  readonly people: () => Promise<readonly Colleague[]>;
}

/** Words of an advisor's own mail, before it is known whom it goes to. */
export type MailWords = Omit<OwnMail, 'addressee'>;

/** A notification as a person reads it. */
export interface ToldNotification extends KeptNotification {
  readonly text: string;
}

/** The desk's part, or the stored draft in the way. */
export type DraftResult = { readonly part: DeskPart } | { readonly stale: ReplyDraft | undefined };

/** Names of the commands whose payload is complete as the API has it. */
export type PlainAct = 'tags' | 'unsnooze' | 'take-over' | 'hand-back';

/** Acts throw AppError `NOT_FOUND` for a case that nobody knows, `CONFLICT` when another advisor stands in the way, `BAD_INPUT`. */
export interface DeskActs {
  readonly runner: Runner<DeskState>;
  readonly presence: Presence;
  part(number: string): Promise<DeskPart>;
  act(number: string, name: PlainAct, payload: Act & Readonly<Record<string, unknown>>): Promise<DeskPart>;
  /** `to`: a person's id, null for nobody, `auto` for whoever suits best. */
  assign(number: string, advisor: Actor, to: string | null): Promise<DeskPart>;
  note(number: string, advisor: Actor, text: string): Promise<DeskPart>;
  snooze(number: string, advisor: Actor, until: string, tell?: MailWords): Promise<DeskPart>;
  reply(number: string, advisor: Actor, words: MailWords): Promise<DeskPart>;
  saveDraft(
    number: string,
    draft: MailWords & { readonly advisor: Actor; readonly base: number },
  ): Promise<DraftResult>;
  discardDraft(number: string, advisor: Actor, base?: number): Promise<DraftResult>;
  /** Ends the case by its open review; where there is none, takes it over and waits up to 5 s for one. */
  close(number: string, advisor: Actor, outcome: string): Promise<DeskPart>;
  bulk(decision: BulkDecision): Promise<BulkAnswer>;
  /** A person's, newest first; those of erased cases are left out. */
  notifications(person: string): Promise<readonly ToldNotification[]>;
  readNotifications(person: string, ids?: readonly string[]): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How late a snooze may end. */
const WAKE_EVERY_MS = 1_000;

/** Opens it; nothing runs before `start`, but acts are taken. */
export function openActs(parts: ActsParts): DeskActs {
  const { kernel, keeping } = parts;
  const { runner, told } = keeping;
  return { ...actsOf(parts, runner), ...toldTo(parts, runner, told), ...lifeOf(kernel, runner) };
}

type Acting = Omit<DeskActs, 'notifications' | 'readNotifications' | 'start' | 'stop'>;

function actsOf(parts: ActsParts, runner: Runner<DeskState>): Acting {
  const { kernel, people, reviews, nameOf } = parts;
  const desks = desksOf(parts, runner);
  const assigner = openAutoAssigner({ ...parts, runner });
  const choose = async (number: string): Promise<string> => {
    const { language, mailbox, journey } = await desks.caseState(number);
    const { timeline = [], reviews: asked = [] } = (await parts.desk.case(number)) ?? {};
    const queues = asked.filter(({ status }) => status === 'open').map(({ queue }) => queue);
    const skills = [...queues, ...(journey === undefined ? [] : [journey]), mailbox];
    return assigner.choose({ language, skills }, timeline, kernel.clock.now());
  };
  const mailOf = async (number: string, words: MailWords): Promise<OwnMail> => {
    const { status } = await desks.caseState(number);
    if (status === 'merged')
      throw new AppError('CONFLICT', 'Ce dossier a été réuni à un autre : répondez depuis celui-ci');
    const addressee = addresseeIn((await parts.desk.case(number))?.timeline ?? []);
    if (!addressee) throw new AppError('BAD_INPUT', 'Aucun courriel de ce dossier ne dit à qui répondre');
    return { addressee, ...words };
  };
  return {
    runner,
    presence: openPresence(kernel.clock),
    part: desks.part,
    act: desks.act,
    async assign(number, advisor, to) {
      const chosen = to === 'auto' ? await choose(number) : to;
      if (chosen !== null && chosen !== advisor.id) mustBeThere(await people(), chosen);
      return desks.act(number, 'assign', { advisor, to: chosen });
    },
    async note(number, advisor, text) {
      const known = (await people()).map(({ id }) => id);
      return desks.act(number, 'note', { advisor, text, people: known });
    },
    async snooze(number, advisor, until, words) {
      const tell = words && (await mailOf(number, words));
      return desks.act(number, 'snooze', { advisor, until, ...(tell && { tell }) });
    },
    reply: async (number, advisor, words) => desks.act(number, 'reply', { advisor, mail: await mailOf(number, words) }),
    saveDraft: (number, { advisor, ...draft }) => desks.draft(number, 'draft', { advisor, ...draft }),
    discardDraft: (number, advisor, base) =>
      desks.draft(number, 'discard-draft', { advisor, ...(base === undefined ? {} : { base }) }),
    async close(number, advisor, outcome) {
      await closeCase({ clock: kernel.clock, reviews, ...desks }, number, advisor, outcome);
      return desks.part(number);
    },
    bulk: (decision) => decideBulk({ reviews, desks: runner, nameOf }, decision),
  };
}

/** Whoever is away may still be given a case; whoever left, or only reads, may not. */
function mustBeThere(people: readonly Colleague[], id: string): void {
  const person = people.find((one) => one.id === id);
  if (!person?.isActive || person.role === 'reader')
    throw new AppError('BAD_INPUT', 'Ce dossier ne peut pas être confié à cette personne');
}

/** Reads desks and applies commands to them. */
function desksOf({ kernel, cases }: ActsParts, runner: Runner<DeskState>) {
  const caseState = async (number: string): Promise<CaseState> => {
    const found = await cases.read(number);
    if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${number}`);
    return found.state;
  };
  const deskState = (number: string): Promise<DeskState> => deskOf(runner, number);
  const partOf = (state: DeskState, { status }: CaseState): DeskPart => deskPart(state, status, kernel.clock.now());
  return {
    caseState,
    deskState,
    async part(number: string): Promise<DeskPart> {
      const known = await caseState(number);
      return partOf(await deskState(number), known);
    },
    async act(number: string, name: string, payload: object): Promise<DeskPart> {
      const known = await caseState(number);
      return partOf((await runner.command({ key: number }, name, payload)) as DeskState, known);
    },
    async draft(number: string, name: 'draft' | 'discard-draft', payload: object): Promise<DraftResult> {
      const known = await caseState(number);
      const answer = (await runner.command({ key: number }, name, payload)) as DraftAnswer;
      return answer.stale ? { stale: answer.draft } : { part: partOf(answer.state, known) };
    },
  };
}

function toldTo(
  { cases }: Pick<ActsParts, 'cases'>,
  runner: Runner<DeskState>,
  kept: Notifications,
): Pick<DeskActs, 'notifications' | 'readNotifications'> {
  const textOf = async ({ number, noteId }: KeptNotification): Promise<string | undefined> => {
    if (noteId === undefined) return (await cases.read(number))?.state.subject;
    return (await runner.read(number))?.state.notes.find(({ id }) => id === noteId)?.text;
  };
  return {
    async notifications(person) {
      const all = await kept.of(person);
      const told = await Promise.all(all.map(async (one) => ({ ...one, text: await textOf(one) })));
      return told.flatMap(({ text, ...one }) => (text === undefined ? [] : [{ ...one, text }]));
    },
    readNotifications: kept.read,
  };
}

function lifeOf(kernel: Kernel, runner: Runner<DeskState>): Pick<DeskActs, 'start' | 'stop'> {
  const stopping = new AbortController();
  let waking: Promise<void> = Promise.resolve();
  return {
    async start() {
      await runner.start();
      waking = repeat(kernel, WAKE_EVERY_MS, stopping.signal, 'desk snoozes', () =>
        wakeSnoozed(runner, kernel.clock.now()),
      );
    },
    async stop() {
      stopping.abort();
      await waking;
      await runner.stop();
    },
  };
}

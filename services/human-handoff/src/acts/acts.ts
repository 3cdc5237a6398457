/** The desk's acting side over its flow: what the API asks of it. */
import { AppError } from '@facteur/primitives';
import { type EffectRunner, type Kernel, openRunner, type Parking, type Runner, repeat } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import type { CaseDesk } from '../desk.ts';
import type { ReviewsState } from '../reviews.ts';
import { type CasesOf, openAutoAssigner } from './assign-auto.ts';
import type { Colleague } from './choose-advisor.ts';
import { askedIn, closeCase } from './close-case.ts';
import type { Act } from './commands.ts';
import { type BulkAnswer, type BulkDecision, decideBulk } from './decide-bulk.ts';
import { type Desks, openDesks } from './desks.ts';
import { type FileActs, openFileActs } from './files/file-acts.ts';
import type { FileKeeping } from './files/kept-files.ts';
import { deskFlow } from './flow.ts';
import type { NameOf } from './guard-decisions.ts';
import { type LinkActs, openLinkActs } from './links/link-acts.ts';
import { desksTeller } from './links/tell-desks.ts';
import { actOnMany } from './many/many-acts.ts';
import type { ManyActs } from './many/routes.ts';
import { type KeptNotification, type Notifications, openNotifications } from './notifications.ts';
import { openPresence, type Presence } from './presence.ts';
import { openSideActs, type SideActs } from './side/side-acts.ts';
import type { Actor, DeskPart, DeskState } from './state.ts';
import { emptyTrash } from './trash/empty-trash.ts';
import { openTrashActs, type TrashActs } from './trash/trash-acts.ts';
import { wakeSnoozed } from './wake-snoozed.ts';
import { openWritingActs, type WritingActs } from './writing-acts.ts';

/** Where the desk is kept. */
export interface DeskKeeping {
  readonly runner: Runner<DeskState>;
  readonly told: Notifications;
}

/**
 * Opens it; what reads desks needs it before anybody acts.
 * @param desks by which one desk tells another; default: the runner itself
 */
export async function openDeskKeeping(
  kernel: Kernel,
  parking: Parking,
  desks?: () => Pick<Runner<DeskState>, 'command'>,
): Promise<DeskKeeping> {
  const told = await openNotifications(kernel);
  const tell: EffectRunner = desksTeller(() => desks?.() ?? runner);
  const runner: Runner<DeskState> = await openRunner(deskFlow(told.keep, tell), withoutGroup(kernel), parking);
  return { runner, told };
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
  readonly casesOf?: CasesOf;
  /** Absent: advisors bring no files. */
  readonly files?: FileKeeping;
  /** Told of each case that was erased. */
  readonly onErased?: (number: string) => Promise<void>;
}

/** A notification as a person reads it. */
export interface ToldNotification extends KeptNotification {
  readonly text: string;
}

/** Names of the commands whose payload is complete as the API has it. */
export type PlainAct = 'tags' | 'unsnooze' | 'take-over' | 'hand-back' | 'call' | 'ask-for';

/** Acts throw AppError `NOT_FOUND` for a case that nobody knows, `CONFLICT` when another advisor stands in the way, `BAD_INPUT`. */
export interface DeskActs extends WritingActs, FileActs, SideActs, LinkActs, TrashActs, ManyActs {
  readonly runner: Runner<DeskState>;
  readonly presence: Presence;
  part(number: string): Promise<DeskPart>;
  act(number: string, name: PlainAct, payload: Act & Readonly<Record<string, unknown>>): Promise<DeskPart>;
  /** `to`: a person's id, null for nobody, `auto` for whoever suits best, `team:<name>` for whoever of that team does; `ifFree`: whoever has the case keeps it. */
  assign(number: string, advisor: Actor, to: string | null, how?: { readonly ifFree: boolean }): Promise<DeskPart>;
  note(number: string, advisor: Actor, text: string): Promise<DeskPart>;
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
/** How late what has been in the trash for long is erased. */
const EMPTY_EVERY_MS = 3_600_000;

/** Opens it; nothing runs before `start`, but acts are taken. */
export function openActs(parts: ActsParts): DeskActs {
  const { kernel, keeping } = parts;
  const { runner, told } = keeping;
  const desks = openDesks({ clock: kernel.clock, cases: parts.cases, desk: parts.desk, runner });
  const files = openFileActs(desks, parts.files);
  const giving = givingOf(parts, desks);
  const writing = openWritingActs(desks, files);
  const ending = endingOf(parts, desks);
  return {
    ...{ runner, presence: openPresence(kernel.clock), part: desks.part, act: desks.act },
    ...files,
    ...openSideActs(desks, files),
    ...openLinkActs(desks),
    ...giving,
    ...writing,
    ...ending,
    many: (numbers, advisor, act) =>
      actOnMany(numbers, advisor, act, (number) => {
        const { kind } = act;
        if (kind === 'assign') return giving.assign(number, advisor, act.to);
        if (kind === 'snooze') return writing.snooze(number, advisor, act.until);
        if (kind === 'close') return ending.close(number, advisor, act.outcome);
        if (kind === 'trash') return ending.trash(number, advisor);
        return desks.act(number, 'tags', { advisor, add: act.add, remove: act.remove });
      }),
    bulk: (decision) => decideBulk({ reviews: parts.reviews, desks: runner, nameOf: parts.nameOf }, decision),
    ...toldTo(parts, runner, told),
    ...lifeOf(parts, runner),
  };
}

/** Of a team: what stands behind this. */
const TEAM = 'team:';

function givingOf(parts: ActsParts, desks: Desks): Pick<DeskActs, 'assign' | 'note'> {
  const { people, keeping } = parts;
  const assigner = openAutoAssigner({ ...parts, runner: keeping.runner });
  const choose = async (number: string, team?: string): Promise<string> => {
    const { language, mailbox, journey, customer } = await desks.caseState(number);
    const { timeline = [], reviews: asked = [] } = (await parts.desk.case(number)) ?? {};
    const queues = asked.filter(({ status }) => status === 'open').map(({ queue }) => queue);
    const skills = [...queues, ...(journey === undefined ? [] : [journey]), mailbox];
    const wanted = { language, skills, ...(team === undefined ? {} : { team }) };
    return assigner.choose(wanted, { number, timeline, customer: customer?.address });
  };
  const chosenFor = async (number: string, to: string | null): Promise<string | null> => {
    if (to === 'auto') return choose(number);
    return to?.startsWith(TEAM) ? choose(number, to.slice(TEAM.length)) : to;
  };
  return {
    async assign(number, advisor, to, how) {
      const chosen = await chosenFor(number, to);
      if (chosen !== null && chosen !== advisor.id) mustBeThere(await people(), chosen);
      return desks.act(number, 'assign', { advisor, to: chosen, ...how });
    },
    async note(number, advisor, text) {
      const known = (await people()).map(({ id }) => id);
      return desks.act(number, 'note', { advisor, text, people: known });
    },
  };
}

function endingOf({ kernel, reviews }: ActsParts, desks: Desks): Pick<DeskActs, 'close'> & TrashActs {
  const { clock } = kernel;
  const close: DeskActs['close'] = async (number, advisor, outcome) => {
    if (isSilent(await desks.caseState(number))) return desks.act(number, 'end', { advisor, outcome });
    await closeCase({ clock, reviews, ...desks }, number, advisor, outcome);
    return desks.part(number);
  };
  const isAsked = async (number: string): Promise<boolean> => (await askedIn({ reviews }, number)) !== undefined;
  return { close, ...openTrashActs({ clock, desks, close, isAsked }) };
}

/** An advisor opened it, and nobody answered yet: no run will ever end it. */
function isSilent({ opened, mails, revision }: CaseState): boolean {
  return opened !== undefined && mails === 0 && revision < 0;
}

/** Whoever is away may still be given a case; whoever left, or only reads, may not. */
function mustBeThere(people: readonly Colleague[], id: string): void {
  const person = people.find((one) => one.id === id);
  if (!person?.isActive || person.role === 'reader')
    throw new AppError('BAD_INPUT', 'Ce dossier ne peut pas être confié à cette personne');
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

function lifeOf({ kernel, cases, onErased }: ActsParts, runner: Runner<DeskState>): Pick<DeskActs, 'start' | 'stop'> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { keys, clock } = kernel;
  let loops: readonly Promise<void>[] = [];
  const empty = async (): Promise<void> => {
    for (const number of await emptyTrash({ runner, cases, keys }, clock.now())) await onErased?.(number);
  };
  return {
    async start() {
      await runner.start();
      loops = [
        repeat(kernel, WAKE_EVERY_MS, signal, 'desk snoozes', () => wakeSnoozed(runner, clock.now())),
        repeat(kernel, EMPTY_EVERY_MS, signal, 'trash', empty),
      ];
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await runner.stop();
    },
  };
}

/** The acting side over its flow on the kernel, with two cases that wait for a review each. */
import { caseChanged, caseNumberFrom, mailReceived, reviewRequested } from '@facteur/contracts';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { type CaseDesk, openDesk } from '../../desk.ts';
import { caseFlow, reviewFlow } from '../../flow.ts';
import { reviewData } from '../../testing/sample-events.ts';
import { type DeskActs, openActs, openDeskKeeping } from '../acts.ts';
import type { Colleague } from '../choose-advisor.ts';
import type { FileKeeping } from '../files/kept-files.ts';
import { guardDecisions } from '../guard-decisions.ts';
import { desksTeller } from '../links/tell-desks.ts';
import { endSnooze } from '../wake-by-mail.ts';

export const NUMBERS = [1, 2].map((n) => caseNumberFrom(new Uint8Array([n, 1, 2, 3, 4, 5, 6, 7])));
export const [FIRST = '', SECOND = ''] = NUMBERS;
export const UNKNOWN = caseNumberFrom(new Uint8Array([9, 1, 2, 3, 4, 5, 6, 7]));
export const LEA = { id: 'lea', name: 'Léa' };
export const PAUL = { id: 'paul', name: 'Paul' };

export const colleague = ({ id, name }: typeof LEA, changes: Partial<Colleague> = {}): Colleague => ({
  ...{ id, name, role: 'advisor', teams: [], skills: [], languages: ['fr'], isAway: false, isActive: true },
  ...changes,
});

/** A desk under a test's control. `kept`: the files that were brought, in order; `erased`: cases that the trash erased. */
export interface TestDesk {
  readonly kernel: TestKernel;
  readonly acts: DeskActs;
  readonly desk: CaseDesk;
  people: readonly Colleague[];
  readonly kept: Buffer[];
  readonly erased: string[];
  /** Opens the acting side, again after `kernel.restart`. */
  open(): Promise<void>;
  /** Until what was asked for is published as well. */
  settled(): Promise<void>;
  toldKinds(person: string): Promise<unknown[]>;
  untilTold(person: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Opens one, with its cases. */
export async function openTestDesk(): Promise<TestDesk> {
  const kernel = await openTestKernel();
  const kept: Buffer[] = [];
  const erased: string[] = [];
  const files: FileKeeping = {
    put: async (brought) =>
      brought.map(({ scope, content }) => ({ scope, id: `blob-${kept.push(content)}`, bytes: content.length })),
  };
  const openSides = async (desk: Pick<TestDesk, 'people'>) => {
    const keeping = await openDeskKeeping(kernel.kernel(), kernel.parking());
    const desks = () => keeping.runner;
    const cases = await kernel.run(caseFlow({ wake: endSnooze(desks), tell: desksTeller(desks) }));
    const nameOf = async (id: string) => desk.people.find((one) => one.id === id)?.name;
    const reviews = guardDecisions(await kernel.run(reviewFlow()), { desks: keeping.runner, nameOf });
    const read = openDesk(cases, reviews);
    const onErased = async (number: string): Promise<void> => void erased.push(number);
    const parts = { kernel: kernel.kernel(), keeping, cases, reviews, nameOf, files, onErased };
    const acts = openActs({ ...parts, desk: read, people: async () => desk.people });
    await acts.start();
    return { acts, desk: read };
  };
  let people: readonly Colleague[] = [colleague(LEA), colleague(PAUL)];
  const holder = {
    get people() {
      return people;
    },
  };
  let open = await openSides(holder);
  for (const number of NUMBERS) await sendCase(kernel, number);
  await kernel.idle();
  return {
    ...{ kernel, kept, erased },
    get acts() {
      return open.acts;
    },
    get desk() {
      return open.desk;
    },
    get people() {
      return people;
    },
    set people(now) {
      people = now;
    },
    async open() {
      open = await openSides(holder);
    },
    async settled() {
      await kernel.until(() => !open.acts.runner.busy());
      await kernel.idle();
    },
    toldKinds: async (person) =>
      (await open.acts.notifications(person)).map(({ kind, text, isRead }) => [kind, text, isRead]),
    untilTold: (person) => kernel.until(async () => (await open.acts.notifications(person)).length > 0),
    async dispose() {
      await open.acts.stop();
      await kernel.dispose();
    },
  };
}

async function sendCase(kernel: TestKernel, number: string): Promise<void> {
  await kernel.send(
    mailReceived.about(number, mailData(`mail of ${number}`, { subject: `Commande ${number}` })) as never,
    reviewRequested.about(number, {
      ...reviewData('r', { journey: 'remboursement', step: 'valider' }),
      ...{ reviewId: `${number}.r`, acts: { accepter: 'money', refuser: 'nothing' } },
    }) as never,
    caseChanged.about(number, caseChangedData('valider', { status: 'waiting-advisor' })) as never,
  );
}

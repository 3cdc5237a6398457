/** Learning on the kernel: decisions count once, and of erased people nothing is left. */

import { reviewDecided, reviewRequested } from '@facteur/contracts';
import { knownTexts } from '@facteur/nlu';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { learningFlow } from '../flow.ts';
import { askedDraft, CASE, decidedDraft } from '../testing/reviews.ts';
import { openProposalDesk } from './proposal-desk.ts';
import { verdictCollection } from './state.ts';
import { openThresholdBoard } from './threshold-board.ts';

const TERMS = [{ intent: 'remboursement', risk: 0.01, provisional: 0.6 }];
const intents = new Set(['remboursement']);
const rules = { known: knownTexts([]), intents };
const INTENT = { kind: 'intent', intent: 'remboursement' } as const;
/** More than the looks after which an unchanged count is not believed any more. */
const MANY_LOOKS = 100;

let kernel: TestKernel;
beforeEach(async () => {
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

async function open() {
  const runner = await kernel.run(learningFlow(rules));
  const verdicts = await kernel.kernel().store.collection(verdictCollection);
  return {
    desk: openProposalDesk(runner, () => intents),
    board: openThresholdBoard({ runner, verdicts, terms: () => TERMS }),
  };
}

describe('the learning flow', () => {
  it('counts a decision once, delivered again, before and after a crash', async () => {
    let { board, desk } = await open();
    const [asked] = await kernel.send(askedDraft());
    const [decided] = await kernel.send(decidedDraft(INTENT));
    await kernel.idle();
    for (const crash of [false, true]) {
      if (crash) {
        kernel.faults.crash();
        await kernel.restart();
        ({ board, desk } = await open());
      }
      if (asked) await kernel.sendAgain(reviewRequested.topic, asked);
      if (decided) await kernel.sendAgain(reviewDecided.topic, decided);
      await kernel.idle();
      await board.refresh('m1');
      expect(board.of('m1', 'remboursement', true)).toMatchObject({ cases: 1, needed: 298 });
      expect((await desk.list({ status: 'proposed', limit: 10 })).proposals).toHaveLength(1);
    }
  });

  it.each([
    { at: ['after', 'write', 'classification-verdicts'] },
    { at: ['before', 'write', 'classification-lessons'] },
    { at: ['after', 'write', 'classification-lessons'] },
  ])('counts a decision once when it dies $at', async ({ at }) => {
    await open();
    await kernel.send(askedDraft());
    await kernel.idle();
    kernel.faults.crashAt(({ when, op, name }) => [when, op, name].join() === at.join());
    await kernel.send(decidedDraft(INTENT));
    await kernel.until(() => kernel.faults.isDead());
    await kernel.restart();
    const { board, desk } = await open();
    await kernel.idle();
    await board.refresh('m1');
    expect(board.of('m1', 'remboursement', true)?.cases).toBe(1);
    expect((await desk.list({ status: 'proposed', limit: 10 })).proposals).toHaveLength(1);
  });

  it('counts for the model that scored, and knows nothing of another', async () => {
    const { board } = await open();
    await kernel.send(askedDraft());
    await kernel.send(decidedDraft(INTENT));
    await kernel.idle();
    await board.refresh('m1');
    expect(board.of('m2', 'remboursement', true)?.cases).toBe(0);
    await board.refresh('m2');
    expect(board.of('m1', 'remboursement', true)?.cases).toBe(0);
    expect(board.of('m1', 'facture', true)).toBeUndefined();
  });

  it('offers a proposal once, gives accepted ones to training, and keeps nothing of an erased person', async () => {
    const { board, desk } = await open();
    const text = 'Mon grille-pain a pris feu, rendez l’argent';
    await kernel.send(askedDraft({ text }), decidedDraft(INTENT));
    await kernel.idle();
    const [proposal] = (await desk.list({ status: 'proposed', limit: 10 })).proposals;
    expect(await desk.accepted()).toEqual([]);
    await desk.settle('accept', { id: proposal?.id ?? '', by: 'claire' });
    expect(await desk.accepted()).toEqual([{ id: proposal?.id, text, intent: 'remboursement', language: 'fr' }]);
    expect((await desk.list({ status: 'proposed', limit: 10 })).proposals).toEqual([]);
    await board.refresh('m1');

    await kernel.kernel().keys.destroy(CASE);
    expect(await desk.accepted()).toEqual([]);
    expect((await desk.list({ status: 'accepted', limit: 10 })).proposals).toEqual([]);
    for (let look = 0; look < MANY_LOOKS; look += 1) await board.refresh('m1');
    expect(board.of('m1', 'remboursement', true)?.cases).toBe(0);
    await expect(desk.settle('accept', { id: proposal?.id ?? '', by: 'claire' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

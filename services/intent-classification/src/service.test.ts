/** Classification as a service: it trains, answers, and changes its model without a restart. */
import { journeyPublished, mailReceived, mailUnderstood } from '@facteur/contracts';
import { type Model, openModelFolder, openReaderHere, type TrainingData, trainModel } from '@facteur/nlu';
import { encodeDrafts } from '@facteur/runtime';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openClassification } from './service.ts';
import { askedDraft, decidedDraft } from './testing/reviews.ts';

/** Training takes a second of processor time, on a machine that may be busy. */
jest.setTimeout(120_000);

const EXAMPLES = [
  ...['Où est mon colis ?', 'Je n’ai pas reçu ma commande', 'Quand serai-je livré ?'].map((text) => ({
    ...{ text, intent: 'suivi-commande', language: 'fr' },
  })),
  ...['Je veux être remboursé', 'Remboursez-moi ma commande', 'Rendez-moi mon argent'].map((text) => ({
    ...{ text, intent: 'remboursement', language: 'fr' },
  })),
];
const REFRESHED_MS = 15_000;

let kernel: TestKernel;
beforeEach(async () => {
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

const train = async (data: TrainingData): Promise<Model> => trainModel(data);
const open = (examples: typeof EXAMPLES) =>
  openClassification({
    ...{ kernel: kernel.kernel(), parking: kernel.parking(), examples, train, openReader: openReaderHere },
    models: openModelFolder(`${kernel.folder}/models`),
  });
const BOOKING = ['Je voudrais réserver une chambre', 'Avez-vous une chambre libre ?', 'Réservez-moi une nuit'].map(
  (text) => ({
    ...{ text, intent: 'reservation', language: 'fr' },
  }),
);
const ask = (mailId: string) =>
  kernel.send(mailReceived.about('7Q2K-9MXD-Y', mailData(mailId, { text: 'Je veux être remboursé' })) as never);

/** As the orchestrator does: about a journey there is nothing to seal, and no key. */
async function publish(draft: ReturnType<typeof journeyPublished.about>): Promise<void> {
  const { clock, random } = kernel.kernel();
  const cause = { id: 'published', source: 'journey-orchestrator', nowMs: clock.now(), traceparent: undefined };
  for (const { topic, event } of encodeDrafts([draft as never], cause, new Map(), random))
    await kernel.sendAgain(topic, event);
}

describe('the classification service', () => {
  it('uses the model that a person goes back to, without a restart', async () => {
    const first = await open(EXAMPLES);
    await first.stop();
    const models = openModelFolder(`${kernel.folder}/models`);
    const before = (await models.inUse())?.id ?? '';
    await kernel.restart();

    const second = await open(EXAMPLES.slice(1));
    await second.start();
    await kernel.until(async () => (await models.inUse())?.id !== before);
    await ask('m1');
    await kernel.idle();
    await models.use({ id: before, isPinned: true });
    kernel.clock.advance(REFRESHED_MS);
    const answers = async () => (await kernel.published(mailUnderstood)).map(({ data }) => data);
    let asked = 1;
    await kernel.until(async () => {
      asked += 1;
      await ask(`m${asked}`);
      await kernel.idle();
      return (await answers()).at(-1)?.model === before;
    });
    await second.stop();
    const [earliest] = await answers();
    expect(earliest?.model).not.toBe(before);
    expect(earliest?.requests[0]?.intents[0]?.intent).toBe('remboursement');
  });

  it('learns from advisors what only explains, and knows it after a start', async () => {
    const first = await open(EXAMPLES);
    await first.start();
    for (let at = 0; at < 29; at += 1) {
      const about = `7Q2K-9M${String(at).padStart(2, '0')}-Y`;
      await kernel.send(askedDraft({ reasons: ['several-intents'], beside: ['suivi-commande'] }, about));
      await kernel.send(decidedDraft({ kind: 'intent', intent: 'remboursement' }, undefined, about));
    }
    await kernel.idle();
    await first.stop();
    await kernel.restart();
    const second = await open(EXAMPLES);
    await second.start();
    const text = 'Remboursez-moi ma commande.\n\nPar ailleurs, où est mon colis ?';
    await kernel.send(mailReceived.about('7Q2K-9MXD-Y', mailData('m1', { text })) as never);
    await kernel.idle();
    const [understood] = await kernel.published(mailUnderstood);
    expect(understood?.data.requests).toHaveLength(2);
    expect(understood?.data.relations).toEqual([{ one: 1, other: 0, relation: 'explains' }]);
    await second.stop();
  });

  it('learns what an author published, without a restart and after one', async () => {
    const bundle = { scope: 'public', id: 'f'.repeat(64), bytes: 1 };
    const published = { journey: 'reservation', hash: 'v1', bundle, publishedBy: 'Léa' };
    const lesson = { examples: BOOKING, terms: { intent: 'reservation', risk: 0.01, provisional: 0.7 } };
    const openWith = () =>
      openClassification({
        ...{ kernel: kernel.kernel(), parking: kernel.parking(), examples: EXAMPLES, terms: [], train },
        openReader: openReaderHere,
        models: openModelFolder(`${kernel.folder}/models`),
        lessonByHash: async (hash) => (hash === 'v1' ? lesson : undefined),
      });
    const first = await openWith();
    await first.start();
    await publish(journeyPublished.about('journey:reservation', published));
    await kernel.until(async () => {
      kernel.clock.advance(REFRESHED_MS);
      return first.inForce().thresholds.reservation?.value === 0.7;
    });
    await first.stop();
    await kernel.restart();
    const second = await openWith();
    await second.start();
    await kernel.send(
      mailReceived.about('7Q2K-9MXD-Y', mailData('m1', { text: 'Je voudrais réserver une chambre' })) as never,
    );
    await kernel.idle();
    const [understood] = await kernel.published(mailUnderstood);
    expect(understood?.data.requests[0]?.intents[0]?.intent).toBe('reservation');
    await second.stop();
  });
});

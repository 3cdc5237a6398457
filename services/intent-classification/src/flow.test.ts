/** Classification on the kernel: every mail is understood once, whoever wrote it and however long it is. */

import { type Mail, mailReceived, mailUnderstood } from '@facteur/contracts';
import { openReaderHere, relationsOf, trainModel } from '@facteur/nlu';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { intentClassificationFlow } from './flow.ts';

/** The largest event (DESIGN §2). */
const MAX_EVENT_BYTES = 900_000;
const CASE = '7Q2K-9MXD-Y';
const EXAMPLES = [
  ...['Où est mon colis ?', 'Je n’ai pas reçu ma commande', 'Quand serai-je livré ?', 'Où en est ma livraison ?'].map(
    (text) => ({
      ...{ text, intent: 'suivi-commande', language: 'fr' },
    }),
  ),
  ...[
    'Je veux être remboursé',
    'Remboursez-moi ma commande',
    'Je demande un remboursement',
    'Rendez-moi mon argent',
  ].map((text) => ({ text, intent: 'remboursement', language: 'fr' })),
];
const COMPATIBLE = [['remboursement', 'suivi-commande']] as const;
const model = trainModel({ examples: EXAMPLES, offTopic: [] });
const readerWith = (id: string) => {
  const opened = openReaderHere({ knowledge: { compatible: COMPATIBLE } });
  opened.use({ model: { ...model, id }, exampleTexts: EXAMPLES.map(({ text }) => text) });
  return opened;
};
const reader = readerWith(model.id);

let kernel: TestKernel;
beforeEach(async () => {
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

const sendMail = (mailId: string, changes: Partial<Mail>) =>
  kernel.send(mailReceived.about(CASE, mailData(mailId, changes)) as never);
const understood = async () => (await kernel.published(mailUnderstood)).map(({ data }) => data);

describe('intent classification', () => {
  it('says of each mail, once, what it asks for and what it holds', async () => {
    await kernel.runStateless(intentClassificationFlow(reader));
    const text = 'Je demande le remboursement de la commande CMD-2026-10342.';
    const [wire] = await sendMail('m1', { subject: 'Demande', text });
    if (wire) await kernel.sendAgain(mailReceived.topic, wire);
    await sendMail('m2', { subject: '', text: 'Où est mon colis ?' });
    await kernel.idle();
    const events = await kernel.published(mailUnderstood);
    const distinct = [...new Map(events.map((event) => [event.id, event.data])).values()];
    expect(distinct.map(({ mail }) => mail.mailId)).toEqual(['m1', 'm2']);
    expect(distinct.map(({ requests }) => requests[0]?.intents[0]?.intent)).toEqual([
      'remboursement',
      'suivi-commande',
    ]);
    expect(distinct[0]?.data).toContainEqual(expect.objectContaining({ raw: 'CMD-2026-10342' }));
    const [request] = distinct[0]?.requests ?? [];
    const sum = (request?.intents ?? []).reduce(
      (total, { probability }) => total + probability,
      request?.outOfScope ?? 0,
    );
    expect(sum).toBeCloseTo(1, 6);
  });

  it('says nothing of history, and leaves no mail beside it without its answer', async () => {
    await kernel.runStateless(intentClassificationFlow(reader));
    await sendMail('old1', { history: true, text: 'Où est mon colis ?' });
    await sendMail('m1', { text: 'Je demande un remboursement.' });
    await sendMail('old2', { history: true, text: 'Où est mon colis ?' });
    await sendMail('m2', { text: 'Où est mon colis ?' });
    await kernel.idle();
    const events = await understood();
    expect(events.map(({ mail, requests }) => [mail.mailId, requests[0]?.intents[0]?.intent])).toEqual([
      ['m1', 'remboursement'],
      ['m2', 'suivi-commande'],
    ]);
  });

  it('says nothing of what an expert answers, and leaves no mail beside it without its answer', async () => {
    await kernel.runStateless(intentClassificationFlow(reader));
    await sendMail('e1', { side: 'k3v9x2m1p0q8', text: 'Je demande un remboursement.' });
    await sendMail('m1', { text: 'Je demande un remboursement.' });
    await kernel.idle();
    expect((await understood()).map(({ mail }) => mail.mailId)).toEqual(['m1']);
  });

  it('says which threshold counts, what is missing, how requests go together, what is felt, and what is attached', async () => {
    const threshold = { value: 1, isGuaranteed: true, risk: 0.01, cases: 400, coverage: 0.5 };
    const asked: unknown[] = [];
    const options = {
      relations: () => relationsOf(COMPATIBLE),
      thresholdOf: (...about: unknown[]) => {
        asked.push(about);
        return threshold;
      },
    };
    await kernel.runStateless(intentClassificationFlow(reader, options));
    const text = 'Je demande un remboursement.\n\nPar ailleurs, où en est ma livraison ?\n\nSinon je porte plainte.';
    const attachments = [
      { name: 'facture 12.pdf', type: 'application/pdf', bytes: 1 },
      { name: 'facture 13.pdf', type: 'application/pdf', bytes: 1, danger: 'Eicar' },
    ];
    await sendMail('m1', { subject: '', text, attachments });
    await sendMail('m2', { subject: '', text: 'Où est mon colis ?' });
    await kernel.idle();
    const [several, single] = await understood();
    const intents = several?.requests.map(({ intents: ranked }) => ranked[0]?.intent);
    expect(intents).toEqual(['remboursement', 'suivi-commande']);
    expect(several).toMatchObject({
      requests: intents?.map(() => ({ threshold, model: model.id })),
      relations: [{ one: 0, other: 1, relation: 'compatible' }],
      signals: { legal: true, vulnerable: false, evidence: [{ signal: 'legal' }] },
      documents: [{ attachment: 0, kind: 'invoice' }],
    });
    expect(single?.requests[0]?.missing).toContainEqual({ code: 'below-threshold', by: expect.any(Number) });
    expect(asked).toEqual([
      [model.id, 'remboursement', false],
      [model.id, 'suivi-commande', false],
      [model.id, 'suivi-commande', true],
    ]);
  });

  it('says the same after another model took over between two deliveries', async () => {
    await kernel.runStateless(intentClassificationFlow(reader));
    const [wire] = await sendMail('m1', { text: 'Où est mon colis ?' });
    await kernel.idle();
    await kernel.restart();
    await kernel.runStateless(intentClassificationFlow(readerWith('another')));
    if (wire) await kernel.sendAgain(mailReceived.topic, wire);
    await kernel.idle();
    const events = await understood();
    expect(events.length).toBeGreaterThan(1);
    expect(new Set(events.map(({ model }) => model))).toEqual(new Set([model.id]));
  });

  it.each(['auto-reply', 'bounce', 'report', 'list', 'loop'] as const)(
    'finds no request in a mail of kind %s',
    async (kind) => {
      await kernel.runStateless(intentClassificationFlow(reader));
      await sendMail('m1', { kind, text: 'Je veux être remboursé de CMD-2026-10342' });
      await kernel.idle();
      expect(await understood()).toMatchObject([{ requests: [], data: [], tone: 'neutral', mail: { kind } }]);
    },
  );

  it.each([
    { name: 'nothing', text: '' },
    { name: 'signs only', text: '?!… \u0000 😀' },
    { name: 'one endless word', text: 'a'.repeat(100_000) },
    { name: 'one endless sentence of three-byte characters', text: '语'.repeat(66_000) },
    {
      name: 'thousands of amounts and numbers',
      text: '12,50 € CMD-2026-10342 06 12 34 56 78 x@y.example '.repeat(2_000),
    },
    { name: 'thousands of requests', text: 'Remboursez-moi. Où est mon colis ? '.repeat(2_800) },
  ])('understands a mail with $name, in an event that fits', async ({ text }) => {
    await kernel.runStateless(intentClassificationFlow(reader));
    // What else a mail may hold at most, as ingest bounds it.
    const attachments = Array.from({ length: 200 }, () => {
      return {
        name: 'é'.repeat(150),
        type: 'x'.repeat(255),
        bytes: 1,
        blob: { scope: CASE, id: 'f'.repeat(64), bytes: 1 },
      };
    });
    const references = Array.from({ length: 50 }, () => 'r'.repeat(998));
    await sendMail('m1', { text, subject: 'é'.repeat(1_000), attachments, references });
    await kernel.idle();
    expect(await understood()).toHaveLength(1);
    const bytes = kernel.faults.published.map(({ value }) => Buffer.byteLength(JSON.stringify(value)));
    expect(Math.max(...bytes)).toBeLessThan(MAX_EVENT_BYTES);
  });
});

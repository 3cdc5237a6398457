/** One process per service, several of some, on real Kafka and MongoDB: the same answers as in one process. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeReal, realKafka, realMongodb } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call } from './api.ts';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { SMALL_MINOR } from './company.ts';
import { eventually } from './eventually.ts';
import { PDF } from './mail.ts';
import { refund, unclear, whereIs } from './texts.ts';

const JOURNEYS = fileURLToPath(new URL('../../../journeys', import.meta.url));
/** The shortest that a journey can say. */
const REMIND_AFTER = '1m';

/** The shipped journeys, impatient: a missing document is asked for again after a minute, once. */
async function impatientJourneys(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(JOURNEYS, folder, { recursive: true });
  const file = join(folder, 'remboursement', 'journey.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('remind: [3d, 7d]', `remind: [${REMIND_AFTER}]`));
  return folder;
}

const kafka = await realKafka();
const mongodb = await realMongodb();

describeReal('Services in processes of their own', kafka, (kafkaAt) => {
  describeReal('on MongoDB', mongodb, (mongodbAt) => {
    let cluster: Cluster;
    /** Has asked for a refund without its document. */
    let late = '';
    beforeAll(async () => {
      const sizes = { 'journey-orchestrator': 2, 'reply-composer': 2, 'human-handoff': 2 };
      cluster = await openCluster(kafkaAt, mongodbAt, sizes, { FACTEUR_JOURNEYS: await impatientJourneys() });
      const { address, small } = cluster.next();
      late = address;
      await cluster.send({ from: late, subject: 'Remboursement', text: refund(small) });
    }, 180_000);
    afterAll(async () => {
      const codes = await cluster?.close();
      await cleanUp();
      expect(codes?.filter((code) => code !== 0)).toEqual([]);
    }, 60_000);

    it('answer a question, each having done its part', async () => {
      const { address, small } = cluster.next();
      await cluster.send({ from: address, subject: 'Commande', text: whereIs(small) });
      await cluster.idle();
      const cases = await cluster.casesOf(address);
      expect(cases.map(({ status, outcome }) => ({ status, outcome }))).toEqual([
        { status: 'closed', outcome: 'resolved' },
      ]);
      const topics = cases[0]?.timeline.map(({ topic }) => topic) ?? [];
      expect(topics).toEqual(
        expect.arrayContaining(['mail.received', 'mail.understood', 'reply.requested', 'reply.sent', 'case.changed']),
      );
    }, 150_000);

    it('book a refund once, and go on with a case that an advisor decided', async () => {
      const { address, small } = cluster.next();
      const other = cluster.next();
      await cluster.send({ from: address, subject: 'Remboursement', text: refund(small), attachments: [PDF] });
      await cluster.send({ from: other.address, subject: 'Bonjour', text: unclear(other.small) });
      await cluster.idle();
      expect((await cluster.refunds()).filter(({ order }) => order === small)).toMatchObject([
        { amount: { minor: SMALL_MINOR } },
      ]);
      const [review] = (await cluster.casesOf(other.address)).flatMap(({ reviews }) => reviews);
      expect(review?.status).toBe('open');
      await cluster.decide(review?.reviewId ?? '', { kind: 'intent', intent: 'suivi-commande' });
      await cluster.idle();
      expect((await cluster.casesOf(other.address)).map(({ outcome }) => outcome)).toEqual(['resolved']);
    }, 150_000);

    it('tell what changes to whoever listens at any of the hand-offs', async () => {
      const { address, small } = cluster.next();
      const streams = cluster.of('human-handoff').map(({ http }) => listen(http, cluster.token));
      expect(streams).toHaveLength(2);
      for (const { ready } of streams) await ready;
      await cluster.send({ from: address, subject: 'Commande', text: whereIs(small) });
      for (const { seen } of streams)
        for (const topic of ['mail.received', 'reply.sent'])
          await eventually(`${topic} is streamed`, async () => seen().includes(`event: ${topic}\n`) || undefined, {
            timeoutMs: 60_000,
          });
      await Promise.all(streams.map(({ close }) => close()));
    }, 150_000);

    it('serve through one address what any of them serves, and say which one it is when it cannot be reached', async () => {
      const mail = Buffer.from(`From: ${cluster.next().address}\r\nTo: sav@boutique.example\r\n\r\nBonjour\r\n`);
      expect((await cluster.post('/api/v1/mail', mail)).status).toBe(201);
      expect((await cluster.get('/api/v1/outbox')).status).toBe(200);
      const [orchestrator] = cluster.of('journey-orchestrator');
      const headers = { authorization: `Bearer ${cluster.token}` };
      const answer = await call<{ detail: string }>(orchestrator?.http ?? '', '/api/v1/cases', { headers });
      expect(answer).toMatchObject({ status: 404, body: { detail: expect.stringContaining('human-handoff') } });
      await cluster.idle();
    }, 150_000);

    it('fire a durable timer once, although two orchestrators look for it', async () => {
      const reminders = async () =>
        (await cluster.casesOf(late)).flatMap(({ timeline }) =>
          timeline.filter(({ topic, data }) => topic === 'reply.requested' && data.purpose === 'reminder'),
        );
      await eventually('the customer is reminded', async () => ((await reminders()).length > 0 ? true : undefined), {
        timeoutMs: 90_000,
      });
      await cluster.idle();
      expect(await reminders()).toHaveLength(1);
    }, 150_000);
  });
});

/** A reader of `/api/v1/stream`; `ready` once the server has it. */
function listen(http: string, token: string) {
  const stop = new AbortController();
  let seen = '';
  const headers = { authorization: `Bearer ${token}` };
  const response = fetch(new URL('/api/v1/stream', http), { headers, signal: stop.signal });
  const reading = (async () => {
    for await (const chunk of (await response).body ?? []) seen += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return {
    seen: () => seen,
    ready: response.then(() => undefined),
    async close(): Promise<void> {
      stop.abort();
      await reading;
    },
  };
}

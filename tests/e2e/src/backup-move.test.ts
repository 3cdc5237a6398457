/** From one machine to Kafka and MongoDB by backup and restore: what was under way goes on there, and nothing is done twice. */
import { randomUUID } from 'node:crypto';
import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReal, type KafkaAt, type MongodbAt, realKafka, realMongodb } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Buyer, writeCompany } from './company.ts';
import { eraseCase } from './erase.ts';
import { eventually } from './eventually.ts';
import { PDF } from './mail.ts';
import { readOutbox, type SentMail } from './outbox.ts';
import { type Product, startProduct } from './product.ts';
import { type Ended, type Env, runCommand } from './program.ts';
import { refund, whereIs } from './texts.ts';

const WITHIN = { timeoutMs: 60_000 };
/** More than the database keeps in one document. */
const LARGE_PDF = { ...PDF, content: Buffer.concat([PDF.content, Buffer.alloc(1_500_000, 'facture ')]) };

type Seven = [Buyer, Buyer, Buyer, Buyer, Buyer, Buyer, Buyer];

/** Settings of a cluster of its own. */
function clusterEnv({ brokers }: KafkaAt, { uri }: MongodbAt, data: string): Env {
  const tag = `mv${randomUUID().slice(0, 8)}`;
  return {
    FACTEUR_DEMO_DATA: data,
    FACTEUR_LOG: 'error',
    FACTEUR_KAFKA_BROKERS: brokers.join(','),
    FACTEUR_KAFKA_PREFIX: `${tag}.`,
    FACTEUR_KAFKA_PARTITIONS: '2',
    FACTEUR_MONGODB_URI: new URL(`/${tag}`, uri).toString(),
    FACTEUR_KEYS_MONGODB_URI: new URL(`/keys-${tag}`, uri).toString(),
  };
}

async function succeed(at: { home: string; env: Env }, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args, at);
  if (code !== 0) throw new Error(`facteur ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

async function ask(product: Product, { address }: Buyer, text: string, attachments: (typeof PDF)[]): Promise<string> {
  await product.send({ from: address, subject: 'Remboursement', text, attachments });
  await product.idle();
  return (await product.casesOf(address))[0]?.number ?? '';
}

async function reaches(product: Product, number: string, status: string): Promise<void> {
  const look = async () => (await product.case(number)).status === status || undefined;
  await eventually(`${number} is ${status}`, look, WITHIN);
}

const to = (mails: readonly SentMail[], { address }: Buyer): SentMail[] =>
  mails.filter((mail) => mail.to.some((recipient) => recipient.address === address));
/** And no acknowledgement. */
const isAnswer = ({ subject }: SentMail): boolean => subject.includes('est en route');
const idsOf = (mails: readonly SentMail[]) => new Set(mails.map(({ messageId }) => messageId));

const kafka = await realKafka();
const mongodb = await realMongodb();

describeReal('A backup of one machine, restored into Kafka', kafka, (kafkaAt) => {
  describeReal('and MongoDB', mongodb, (mongodbAt) => {
    let buyers: readonly Buyer[];
    let home: string;
    let env: Env;
    let file: string;
    let keys: string;
    let data: string;
    const numbers: string[] = [];
    beforeAll(async () => {
      data = await temporaryFolder();
      buyers = await writeCompany(data, 7);
      home = await temporaryFolder();
      env = { FACTEUR_DEMO_DATA: data, FACTEUR_LOG: 'error' };
      file = join(data, 'data.tar.gz');
      keys = join(data, 'keys.tar.gz');
      const product = await startProduct({ home, env });
      const [document, advisor, booked, erased, , ...late] = buyers as Seven;
      numbers.push(await ask(product, document, refund(document.small), []));
      numbers.push(await ask(product, advisor, refund(advisor.big), [LARGE_PDF]));
      numbers.push(await ask(product, booked, refund(booked.small), [PDF]));
      numbers.push(await ask(product, erased, whereIs(erased.small), []));
      await Promise.all(
        late.map(({ address, small }) => product.send({ from: address, subject: 'Ma commande', text: whereIs(small) })),
      );
      // What was acknowledged and not handled lies in the log and in outboxes.
      await product.kill();
      await eraseCase(home, numbers[3] ?? '');
      await succeed({ home, env }, 'backup', file);
      await succeed({ home, env }, 'backup', '--keys', keys);
    }, 60_000);
    afterAll(cleanUp);

    const cluster = (): Env => clusterEnv(kafkaAt, mongodbAt, data);
    const run = (at: { home: string; env: Env }, ...args: string[]): Promise<Ended> => runCommand(args, at);

    it('goes on there: the document comes, the advisor decides, each refund is booked once, under the same numbers and Message-IDs', async () => {
      const [document, advisor, booked, erased, stranger, ...late] = buyers as Seven;
      const at = { home: await temporaryFolder(), env: cluster() };
      const early = await run(at, 'restore', file);
      expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('restore --keys') });
      await succeed(at, 'restore', '--keys', keys);
      expect(await succeed(at, 'restore', file)).toContain('are in the key database now');
      // The cluster does without the machine's folder: the company's books and the mails that left stay where others see them.
      await rename(join(at.home, 'keys'), join(at.home, 'keys.away'));
      for (const part of ['demo', 'outbox']) await cp(join(home, part), join(at.home, part), { recursive: true });
      const before = await readOutbox(home);
      const product = await startProduct(at);
      expect(await product.casesOf(document.address)).toMatchObject([
        { number: numbers[0], status: 'waiting-customer' },
      ]);
      expect(await product.casesOf(booked.address)).toMatchObject([{ number: numbers[2], status: 'closed' }]);
      const [review] = (await product.case(numbers[1] ?? '')).reviews;
      const [mailId] = /(?<="mailId":")[^"]+/.exec(JSON.stringify(await product.case(numbers[1] ?? ''))) ?? [];
      const attached = `/api/v1/cases/${numbers[1]}/mails/${mailId}/attachments/0`;
      expect((await product.get<string>(attached)).body).toBe(LARGE_PDF.content.toString());
      expect(await product.casesOf(erased.address)).toEqual([]);

      await succeed(at, 'effects', 'release', '--all');
      const [question] = to(before, document);
      const answer = { from: document.address, to: question?.replyTo?.address ?? '', subject: 'Le document' };
      await product.send({ ...answer, text: 'Voici le justificatif demandé.', attachments: [PDF] });
      await product.decide(review?.reviewId ?? '', { kind: 'option', option: 'accepter' });
      await reaches(product, numbers[0] ?? '', 'closed');
      await reaches(product, numbers[1] ?? '', 'closed');
      for (const buyer of late)
        await eventually(
          'an answer',
          async () => (await product.outboxTo(buyer.address)).some(isAnswer) || undefined,
          WITHIN,
        );
      await product.send({ from: stranger.address, subject: 'Ma commande', text: whereIs(stranger.small) });
      await product.idle();

      const booking = (await product.refunds()).map(({ order }) => order).sort();
      expect(booking).toEqual([booked.small, document.small, advisor.big].sort());
      const after = await product.outbox();
      expect(after).toHaveLength(idsOf(after).size);
      for (const buyer of [...late, stranger]) expect(to(after, buyer).filter(isAnswer)).toHaveLength(1);
      for (const buyer of late) expect(await product.casesOf(buyer.address)).toHaveLength(1);
      expect(await product.status()).toMatchObject({ deadLetters: 0 });
      expect(await product.stop()).toBe(0);

      const again = await run(at, 'restore', file);
      expect(again.code).toBe(1);
    }, 110_000);
  });
});

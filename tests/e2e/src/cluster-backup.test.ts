/** Backup and restore on real Kafka and MongoDB: what was paid after the backup is not paid again without a decision. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describeReal, type KafkaAt, type MongodbAt, realKafka, realMongodb } from '@facteur/real';
import { afterAll, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { writeCompany } from './company.ts';
import { eventually } from './eventually.ts';
import { PDF } from './mail.ts';
import { type Product, startProduct } from './product.ts';
import { type Env, runCommand } from './program.ts';
import { refund } from './texts.ts';

const WITHIN = { timeoutMs: 90_000 };

interface Held {
  readonly flow: string;
  readonly does: string;
  readonly onceBy?: string;
}

/** Settings of one installation on `database`; the keys have a database of their own, which a restore finds again. */
function settingsOf({ brokers }: KafkaAt, { uri }: MongodbAt, tag: string, data: string) {
  return (database: string): Env => ({
    FACTEUR_DEMO_DATA: data,
    FACTEUR_LOG: 'error',
    FACTEUR_KAFKA_BROKERS: brokers.join(','),
    FACTEUR_KAFKA_PREFIX: `${tag}.`,
    FACTEUR_KAFKA_PARTITIONS: '2',
    FACTEUR_MONGODB_URI: new URL(`/${database}`, uri).toString(),
    FACTEUR_KEYS_MONGODB_URI: new URL(`/keys-${tag}`, uri).toString(),
  });
}

const reaches = (product: Product, number: string, status: string): Promise<true> =>
  eventually(`the case is ${status}`, async () => (await product.case(number)).status === status || undefined, WITHIN);

const kafka = await realKafka();
const mongodb = await realMongodb();

describeReal('A backup on Kafka', kafka, (kafkaAt) => {
  describeReal('and MongoDB', mongodb, (mongodbAt) => {
    afterAll(cleanUp);

    it('refuses while events are handled, restores into another database, and holds a refund made since until someone decides', async () => {
      const data = await temporaryFolder();
      const tag = `bk${randomUUID().slice(0, 8)}`;
      const envOf = settingsOf(kafkaAt, mongodbAt, tag, data);
      const [buyer] = await writeCompany(data, 2);
      const home = await temporaryFolder();
      const file = join(data, 'backup.tar.gz');
      const before = { home, env: envOf(`${tag}-before`) };
      const after = { home, env: envOf(`${tag}-after`) };

      let product = await startProduct(before);
      await product.send({
        from: buyer?.address ?? '',
        subject: 'Remboursement',
        text: refund(buyer?.big ?? ''),
        attachments: [PDF],
      });
      const [found] = await eventually(
        'a case',
        async () => {
          const cases = await product.casesOf(buyer?.address ?? '');
          return cases.length > 0 ? cases : undefined;
        },
        WITHIN,
      );
      const number = found?.number ?? '';
      await reaches(product, number, 'waiting-advisor');
      expect((await runCommand(['backup', file], before)).code).not.toBe(0);
      await product.stop();
      expect(await runCommand(['backup', file], before)).toMatchObject({ code: 0 });

      product = await startProduct(before);
      const [review] = (await product.case(number)).reviews;
      await product.decide(review?.reviewId ?? '', { kind: 'option', option: 'accepter' });
      await reaches(product, number, 'closed');
      expect(await product.refunds()).toHaveLength(1);
      await product.stop();

      expect(await runCommand(['restore', file], after)).toMatchObject({ code: 0 });
      product = await startProduct(after);
      const held = await eventually(
        'the call is held',
        async () => {
          const { stdout } = await runCommand(['effects', 'list', '--json'], after);
          const { effects } = JSON.parse(stdout) as { effects: readonly Held[] };
          return effects.some(({ does }) => does === 'comptabilite.refund') ? effects : undefined;
        },
        WITHIN,
      );
      expect(held.find(({ does }) => does === 'comptabilite.refund')?.onceBy).toMatch(/./);

      expect(await runCommand(['effects', 'release', '--all'], after)).toMatchObject({ code: 0 });
      const noneHeld = async (): Promise<true | undefined> => {
        const { stdout } = await runCommand(['effects', 'list', '--json'], after);
        return (JSON.parse(stdout) as { effects: readonly Held[] }).effects.length === 0 || undefined;
      };
      await eventually('nothing is held', noneHeld, WITHIN);
      await product.idle();
      await reaches(product, number, 'closed');
      // The same idempotency key as the first time: the accounts know it.
      expect(await product.refunds()).toHaveLength(1);
      const doctor = await runCommand(['doctor', '--json'], after);
      const checks = JSON.parse(doctor.stdout) as readonly { check: string; isFine: boolean; detail: string }[];
      expect(checks.filter(({ isFine }) => !isFine)).toEqual([]);
      expect(checks.map(({ check }) => check)).toEqual(expect.arrayContaining(['kafka', 'mongodb']));
      expect(await product.stop()).toBe(0);
    }, 300_000);
  });
});

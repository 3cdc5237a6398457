/** `facteur topics migrate`: more partitions, once nothing can be overtaken any more. */
import { describeReal, realKafka } from '@facteur/real';
import { afterAll, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { writeCompany } from './company.ts';
import { startProduct } from './product.ts';
import { runCommand } from './program.ts';
import { whereIs } from './texts.ts';

describeReal('Topics on Kafka', await realKafka(), ({ brokers }) => {
  afterAll(cleanUp);

  it('get more partitions when all is handled and all is stopped, and not before; cases go on', async () => {
    const data = await temporaryFolder();
    const [first, second] = await writeCompany(data, 2);
    const home = await temporaryFolder();
    const withPartitions = (count: number) => ({
      home,
      env: {
        FACTEUR_DEMO_DATA: data,
        FACTEUR_LOG: 'error',
        FACTEUR_KAFKA_BROKERS: brokers.join(','),
        FACTEUR_KAFKA_PREFIX: `topics-${home.slice(-6)}.`,
        FACTEUR_KAFKA_PARTITIONS: String(count),
      },
    });
    let product = await startProduct(withPartitions(2));
    await product.send({ from: first?.address ?? '', subject: 'Commande', text: whereIs(first?.small ?? '') });
    await product.idle();
    const tooSoon = await runCommand(['topics', 'migrate'], withPartitions(4));
    expect(tooSoon.code).not.toBe(0);
    expect(tooSoon.stderr).toContain('stop the services');
    await product.stop();

    const unlike = await runCommand(['start', '--demo'], {
      home,
      env: {
        ...withPartitions(4).env,
        FACTEUR_HTTP_PORT: '0',
        FACTEUR_SMTP_PORT: '0',
        FACTEUR_METRICS_PORT: '0',
        FACTEUR_ENCODER: 'none',
      },
    });
    expect(unlike.code).toBe(78);
    expect(unlike.stderr).toContain('facteur topics migrate');

    const plan = await runCommand(['topics', 'migrate', '--dry-run', '--json'], withPartitions(4));
    expect(JSON.parse(plan.stdout)).toMatchObject({
      raise: expect.arrayContaining([{ topic: 'mail.received', from: 2, to: 4 }]),
    });
    expect(await runCommand(['topics', 'migrate'], withPartitions(4))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('mail.received has 4 partitions instead of 2'),
    });
    const lower = await runCommand(['topics', 'migrate'], withPartitions(2));
    expect(lower).toMatchObject({ code: 78, stderr: expect.stringContaining('Kafka takes none away') });

    product = await startProduct(withPartitions(4));
    await product.send({ from: second?.address ?? '', subject: 'Commande', text: whereIs(second?.small ?? '') });
    await product.idle();
    for (const buyer of [first, second])
      expect((await product.casesOf(buyer?.address ?? '')).map(({ outcome }) => outcome)).toEqual(['resolved']);
    expect(await product.stop()).toBe(0);
  }, 120_000);

  it('are not there without Kafka: it says so', async () => {
    const home = await temporaryFolder();
    expect(await runCommand(['topics', 'migrate'], { home })).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('FACTEUR_KAFKA_BROKERS'),
    });
  });
});

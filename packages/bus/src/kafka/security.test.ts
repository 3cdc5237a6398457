import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@facteur/primitives';
import { describeReal } from '@facteur/real';
import { afterAll, expect, it } from '@jest/globals';
import { createRecorder } from '../testing/recorder.ts';
import { keysOf, numbered } from '../testing/samples.ts';
import { kafkaSettings, openKafkaBus } from './index.ts';
import { newPrefix, QUICK } from './testing/open-for-test.ts';
import { ownKafka } from './testing/own-kafka.ts';

const TOPICS = [{ name: 't', partitions: 2, retentionMs: 3_600_000 }];

/** Publishes and consumes at that address. */
async function roundTrip(address: string): Promise<number> {
  const bus = await openKafkaBus({ settings: kafkaSettings(address), topics: TOPICS, prefix: newPrefix(), ...QUICK });
  const recorder = createRecorder();
  await bus.publish(numbered('t', keysOf(5), 10));
  await bus.subscribe({ group: 'g', topics: ['t'], handle: recorder.handle });
  await bus.idle();
  await bus.close();
  return recorder.messages.length;
}

describeReal('a broker that asks for a password', await ownKafka({ security: 'sasl-plain' }), (broker) => {
  afterAll(() => broker.stop());
  const { brokers, sasl } = broker.at;
  const address = (password = '') => `kafka://${sasl?.username}:${encodeURIComponent(password)}@${brokers.join(',')}`;

  it('is reached by user and password', async () => {
    expect(await roundTrip(address(sasl?.password))).toBe(10);
  });

  it('refuses another password, which no message repeats', async () => {
    const refusal: unknown = await roundTrip(address('not-the-password')).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'BUS_UNAVAILABLE', retry: 'later' });
    expect(messageOf(refusal)).not.toContain('not-the-password');
  });
});

describeReal('a broker that speaks TLS', await ownKafka({ security: 'tls' }), (broker) => {
  const folder = mkdtemp(join(tmpdir(), 'facteur-bus-tls-'));
  afterAll(async () => {
    await broker.stop();
    await rm(await folder, { recursive: true });
  });

  it('is reached with its authority', async () => {
    const ca = join(await folder, 'ca.pem');
    await writeFile(ca, broker.at.tls?.ca ?? '');
    expect(await roundTrip(`kafka+ssl://${broker.at.brokers.join(',')}?ca=${ca}`)).toBe(10);
  });

  it('is not trusted without it', async () => {
    await expect(roundTrip(`kafka+ssl://${broker.at.brokers.join(',')}`)).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
    });
  });

  it('needs a file that can be read', async () => {
    const missing = join(await folder, 'missing.pem');
    const call = roundTrip(`kafka+ssl://${broker.at.brokers.join(',')}?ca=${missing}`);
    await expect(call).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(call).rejects.toThrow(missing);
  });
});

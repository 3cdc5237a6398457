/** The bus on Apache Kafka, for any number of processes. */
import { systemClock, systemRandom } from '@facteur/primitives';
import type { Bus } from '../bus.ts';
import { createBell } from '../embedded/bell.ts';
import { awakeClock } from './awake-clock.ts';
import { clientsOf, openAdmin } from './client.ts';
import { type Report, toBusError } from './failures.ts';
import { createGroupCommit } from './group-commit.ts';
import { createKafkaBus } from './kafka-bus.ts';
import { createNames } from './names.ts';
import { type KafkaBusOptions, timesOf } from './options.ts';
import { createSender } from './sender.ts';
import { ensureTopics } from './topics.ts';

const DEFAULT_PUBLISH_TIMEOUT_MS = 10_000;

/**
 * Opens the bus once the topics are there, made if need be, and the producer is connected.
 * @throws AppError `BUS_UNAVAILABLE` (retry later); `CONFIG_INVALID` for a topic that is not as declared, a name that Kafka
 *   does not take, a certificate that cannot be read
 */
export async function openKafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const { settings, topics, clientId = 'facteur', prefix = '', replicationFactor } = options;
  const { random = systemRandom, publishTimeoutMs = DEFAULT_PUBLISH_TIMEOUT_MS } = options;
  const clock = awakeClock(options.clock ?? systemClock);
  const report = reporterOf(options);
  const names = createNames(topics, prefix);
  const newClient = await clientsOf(settings, clientId, options.onRequest);
  const progress = createBell();
  const stopping = new AbortController();
  const admin = openAdmin(newClient, clock, stopping.signal);
  const sender = createSender({ newClient, clock, random, timeoutMs: publishTimeoutMs });
  try {
    await admin.use((connected) => ensureTopics(connected, names, { replicationFactor, report, clock }));
    await sender.connect();
  } catch (error) {
    await Promise.all([admin.close(), sender.close()]);
    throw toBusError(error, 'be opened');
  }
  const times = timesOf(options);
  const { signal } = stopping;
  const members = {
    newClient,
    admin,
    names,
    clock,
    random,
    report,
    times,
    stopping: signal,
    onProgress: progress.ring,
  };
  return createKafkaBus({ members, sender, queue: createGroupCommit(sender.send), progress, stopping });
}

/** A reporter that throws must not stop what it reports on. */
function reporterOf({ onError }: KafkaBusOptions): Report {
  return (error, place) => {
    try {
      onError?.(error, place);
    } catch {}
  };
}

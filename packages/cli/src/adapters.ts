/** Chooses the adapters behind the ports: here and nowhere else. Embedded: LMDB and files in the data folder. */
import { openFileBlobs } from '@facteur/blobs/embedded';
import { openEmbeddedBus } from '@facteur/bus/embedded';
import { DEAD_LETTER_TOPICS, TOPICS } from '@facteur/contracts';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { openSmtpOut } from '@facteur/mail/outgoing';
import { messageOf, systemClock, systemRandom } from '@facteur/primitives';
import { defaultLimits, type Kernel, type LogLevel, openLog, openMetrics, recent } from '@facteur/runtime';
import { openEmbeddedStore } from '@facteur/store/embedded';
import type { DataFolder } from './data-folder.ts';
import { openOutboxThread } from './outbox.ts';
import type { Settings } from './settings.ts';

/** Partitions of the embedded log: one process needs few, and fewer make larger batches. */
const EMBEDDED_PARTITIONS = 4;

/** Opened events kept in memory: enough for the slowest of the groups that read them. */
const REMEMBERED_EVENTS = 1_000;

/** Everything that services are given, open. */
export async function openAdapters(settings: Settings, folder: DataFolder, { pretty }: { pretty: boolean }) {
  const log = openLog({ level: settings.log as LogLevel, pretty });
  const metrics = openMetrics();
  const keys = await openEmbeddedKeyStore({ folder: folder.path('keys') });
  const store = await openEmbeddedStore({ folder: folder.path('store') });
  const blobs = await openFileBlobs({ folder: folder.path('blobs'), keys, minFreeBytes: settings['min-free-bytes'] });
  const bus = await openEmbeddedBus({
    folder: folder.path('bus'),
    topics: [...TOPICS, ...DEAD_LETTER_TOPICS].map(({ name, partitions, retentionMs }) => ({
      name,
      partitions,
      retentionMs,
    })),
    partitions: EMBEDDED_PARTITIONS,
    onError: (error, place) =>
      log.warn({ ...place, error: messageOf(error) }, 'bus: a handler or a trim failed and is tried again'),
  });
  const smtpUrl = settings['smtp-url'];
  const outboxFolder = smtpUrl === undefined ? folder.path('outbox') : undefined;
  const mailOut =
    outboxFolder === undefined
      ? openSmtpOut({ url: smtpUrl ?? '' })
      : openOutboxThread(outboxFolder, folder.path('outbox-journal'));
  const kernel: Kernel = {
    bus,
    store,
    keys,
    clock: systemClock,
    random: systemRandom,
    log,
    metrics,
    limits: defaultLimits,
    opened: recent(REMEMBERED_EVENTS),
  };
  return {
    kernel,
    blobs,
    mailOut,
    outboxFolder,
    async close(): Promise<void> {
      await mailOut.close();
      await bus.close();
      await store.close();
      await blobs.close();
      await keys.close();
    },
  };
}

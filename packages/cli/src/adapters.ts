/** Chooses the adapters behind the ports: here and nowhere else. Embedded: LMDB and files in the data folder. */
import type { Blobs } from '@facteur/blobs';
import { openFileBlobs } from '@facteur/blobs/embedded';
import { openMongoBlobs } from '@facteur/blobs/mongodb';
import type { KeyStore } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { systemClock, systemRandom } from '@facteur/primitives';
import { defaultLimits, type Kernel, type LogLevel, openLog, openMetrics, recent } from '@facteur/runtime';
import type { Store } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { openMongoStore } from '@facteur/store/mongodb';
import type { DataFolder } from './data-folder.ts';
import { openBus } from './open-bus.ts';
import type { Settings } from './settings.ts';

/** For an address that names no database. */
const DEFAULT_DATABASE = 'facteur';

/** Opened events kept in memory: enough for the slowest of the groups that read them. */
const REMEMBERED_EVENTS = 1_000;

/** Everything that services are given, open. */
export interface Adapters {
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  close(): Promise<void>;
}

/** Opens them. @throws AppError what one of them cannot open; those before it are closed again */
export async function openAdapters(
  settings: Settings,
  folder: DataFolder,
  { pretty }: { pretty: boolean },
): Promise<Adapters> {
  const log = openLog({ level: settings.log as LogLevel, pretty });
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  const opened = <T extends { close(): Promise<void> }>(adapter: T): T => {
    closers.push(() => adapter.close());
    return adapter;
  };
  try {
    const { keys, store, blobs } = await openData(settings, folder, opened);
    const metrics = openMetrics();
    const bus = opened(await openBus(settings, folder, { log, metrics }));
    const isShared = settings['mongodb-uri'] !== undefined;
    const kernel: Kernel = {
      bus,
      store,
      keys,
      clock: systemClock,
      random: systemRandom,
      log,
      metrics,
      limits: isShared ? { ...defaultLimits, startSweepMs: defaultLimits.sweepMs } : defaultLimits,
      opened: recent(REMEMBERED_EVENTS),
    };
    return { kernel, blobs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Data {
  readonly keys: KeyStore;
  readonly store: Store;
  readonly blobs: Blobs;
}

type Opened = <T extends { close(): Promise<void> }>(adapter: T) => T;

async function openData(settings: Settings, folder: DataFolder, opened: Opened): Promise<Data> {
  const uri = settings['mongodb-uri'];
  return uri === undefined ? openEmbedded(settings, folder, opened) : openMongo(settings, uri, opened);
}

async function openEmbedded(settings: Settings, folder: DataFolder, opened: Opened): Promise<Data> {
  const keys = opened(await openEmbeddedKeyStore({ folder: folder.path('keys') }));
  const store = opened(await openEmbeddedStore({ folder: folder.path('store') }));
  const minFreeBytes = settings['min-free-bytes'];
  const blobs = opened(await openFileBlobs({ folder: folder.path('blobs'), keys, minFreeBytes }));
  return { keys, store, blobs };
}

async function openMongo(settings: Settings, uri: string, opened: Opened): Promise<Data> {
  const database = databaseOf(uri);
  const keys = opened(await openMongoKeyStore(keyDatabaseOf(settings, uri)));
  const store = opened(await openMongoStore({ uri, database }));
  const minFreeBytes = settings['min-free-bytes'];
  const blobs = opened(await openMongoBlobs({ uri, database, keys, minFreeBytes }));
  return { keys, store, blobs };
}

/** Where the keys are, when the data are in MongoDB at `uri`. */
export function keyDatabaseOf(settings: Settings, uri: string): { readonly uri: string; readonly database: string } {
  const keysUri = settings['keys-mongodb-uri'];
  return keysUri === undefined
    ? { uri, database: `${databaseOf(uri)}-keys` }
    : { uri: keysUri, database: databaseOf(keysUri) };
}

/** The database that an address names, as MongoDB's own tools read it. */
function databaseOf(uri: string): string {
  const [, name = ''] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri) ?? [];
  return name === '' ? DEFAULT_DATABASE : decodeURIComponent(name);
}

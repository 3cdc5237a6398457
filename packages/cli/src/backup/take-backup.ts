/**
 * Takes a backup of a store, a log and blobs, while they are in use. Consistent by order: first the groups' places are noted, then the store is
 * taken at one moment, then the log at a later one, then the blobs. What a group had handled by its place is in the store; what came
 * later is in the log, is delivered again after a restore, and dropped by the documents' inboxes where it had been handled.
 */
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Blobs, BlobsBackup } from '@facteur/blobs';
import type { Bus, BusBackup, GroupPlace, LogSnapshot } from '@facteur/bus';
import type { KeyStore } from '@facteur/keys';
import { AppError, type Clock } from '@facteur/primitives';
import type { Store, StoreBackup, StoreSnapshot } from '@facteur/store';
import { VERSION } from '../version.ts';
import { type Manifest, writeArchive } from './archive.ts';
import { logEntries, storeEntries } from './content.ts';
import type { TarEntry } from './tar.ts';

/** What a backup is taken of, or restored to. */
export interface BackupPorts {
  readonly store: Store;
  readonly bus: Bus;
  readonly blobs: Blobs;
  readonly keys: KeyStore;
  readonly clock: Clock;
}

/** What the ports can do. */
export interface Capabilities {
  readonly store: StoreBackup;
  readonly bus: BusBackup;
  readonly blobs: BlobsBackup;
}

/** Sealed data do not get smaller by trying harder. */
const GZIP_LEVEL = 1;

/** @throws AppError `CONFIG_INVALID` naming what cannot be backed up from here */
export function capabilitiesOf({ store, bus, blobs }: BackupPorts): Capabilities {
  if (store.backup && bus.backup && blobs.backup) return { store: store.backup, bus: bus.backup, blobs: blobs.backup };
  const missing = Object.entries({ store, bus, blobs }).flatMap(([name, port]) => (port.backup ? [] : [name]));
  throw new AppError(
    'CONFIG_INVALID',
    `No backup can be taken of ${missing.join(', ')} from here: use the tools of the database (docs/runbook.md, Backup and restore)`,
  );
}

/** Tells the keys of one installation from those of another, without telling them. */
export function keyCheckOf(keys: KeyStore): string {
  return keys.digest('backup', 'same installation');
}

/**
 * The compressed bytes of a backup. Destroying the stream ends it, and lets the snapshots go.
 * @throws AppError `CONFIG_INVALID`, `STORE_UNAVAILABLE`, `BUS_UNAVAILABLE`; later failures come out of the stream, which is then cut
 */
export async function takeBackup(ports: BackupPorts): Promise<Readable> {
  const { store, bus, blobs } = capabilitiesOf(ports);
  const takenAt = ports.clock.now();
  const places = await bus.places();
  const stored = await store.snapshot();
  const logged = await logAfter(stored, bus);
  const manifest: Manifest = {
    holds: 'data',
    product: VERSION,
    takenAt,
    keyCheck: keyCheckOf(ports.keys),
    places,
    topics: logged?.topics,
    behind: logged ? undefined : await behindOf(ports.bus, places),
    collections: stored.collections,
  };
  const plain = Readable.from(writeArchive(manifest, contentOf(stored, logged, blobs)), { objectMode: false });
  const zipped = createGzip({ level: GZIP_LEVEL });
  const letGo = (): void => {
    plain.destroy();
    void stored.close();
    void logged?.close();
  };
  plain.once('error', (error) => zipped.destroy(error));
  zipped.once('close', letGo);
  return plain.pipe(zipped);
}

/** Events that wait for a group, each as often as it waits. */
async function behindOf(bus: Bus, places: readonly GroupPlace[]): Promise<number> {
  const groups = [...new Set(places.map(({ group }) => group))];
  const lags = await Promise.all(groups.map((group) => bus.lag(group)));
  return lags.flat().reduce((sum, { committed, end }) => sum + end - committed, 0);
}

async function logAfter(stored: StoreSnapshot, { log }: BusBackup): Promise<LogSnapshot | undefined> {
  try {
    return await log?.snapshot();
  } catch (error) {
    await stored.close();
    throw error;
  }
}

async function* contentOf(
  stored: StoreSnapshot,
  logged: LogSnapshot | undefined,
  blobs: BlobsBackup,
): AsyncGenerator<TarEntry, void, undefined> {
  yield* storeEntries(stored.documents());
  if (logged) yield* logEntries(logged.messages());
  for await (const { name, bytes } of blobs.list()) yield { name: `blobs/${name}`, bytes };
}

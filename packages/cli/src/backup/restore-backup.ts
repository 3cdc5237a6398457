/**
 * Restores a backup into an empty data folder (or instead of what is there). Everything is loaded beside its place first; while it is put there,
 * the folder says that it is being restored, and opens for nobody else. Effects are held from the first start on.
 */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import type { StoredBlob } from '@facteur/blobs';
import type { LoggedMessages, MissedPlace } from '@facteur/bus';
import { AppError, syncFolder, systemClock } from '@facteur/primitives';
import { openHolds } from '@facteur/runtime';
import { type Adapters, openAdapters } from '../adapters.ts';
import { type DataFolder, openDataFolder, wasRestoring, whileRestoring } from '../data-folder.ts';
import type { Settings } from '../settings.ts';
import { type Manifest, type OpenArchive, openArchive, verifyArchive } from './archive.ts';
import { type Backlog, createBacklog } from './backlog.ts';
import { documentsIn, messagesIn, nameIn, sectionsOf } from './content.ts';
import { hasKeys } from './key-backup.ts';
import { type Move, prepareMove } from './move.ts';
import { checkNoEvents, type LogWay, publishUnhandled, wayOfLog } from './move-log.ts';
import { type Capabilities, capabilitiesOf, keyCheckOf } from './take-backup.ts';
import type { TarEntry } from './tar.ts';

/** The parts of the data folder that a backup replaces. Keys, outbox and the demo company stay: they are outside of it. */
function partsOf(settings: Settings): string[] {
  const data = settings['mongodb-uri'] === undefined ? ['store', 'blobs'] : [];
  return settings['kafka-brokers'] === undefined ? [...data, 'bus'] : data;
}

const STAGING = 'restoring';

/** What was restored. */
export interface Restored {
  readonly manifest: Manifest;
  /** Cases with events that will be handled again. */
  readonly backlogCases: number;
  /** Events of another kind of log that were published anew. */
  readonly published: number;
  /** Blobs that nothing referred to, left out of a move from one machine. */
  readonly leftBlobs: number;
  /** Keys that were carried from one machine into the key database. */
  readonly movedKeys: number;
  /** Groups that could not be set back as far as noted: brokers had given up older events. */
  readonly missed: readonly MissedPlace[];
}

/**
 * @throws AppError `BAD_INPUT`, `DATA_FOLDER_NEWER`: the backup cannot be used, and nothing was touched; `DATA_FOLDER_LOCKED`: something runs;
 *   `CONFLICT`: there are data already (unless `replace`), or the keys are missing or those of another installation
 */
export async function restoreBackup(
  path: string,
  { settings, replace }: { settings: Settings; replace: boolean },
): Promise<Restored> {
  const { holds } = await verifyArchive(path);
  if (holds !== 'data') throw new AppError('BAD_INPUT', `${path} holds keys, not data: restore it with --keys`);
  const folder = await openDataFolder(settings.home, { isRestore: true });
  try {
    await checkPlace(folder, settings, replace || (await wasRestoring(folder)));
    await rm(folder.path(STAGING), { recursive: true, force: true });
    await mkdir(folder.path(STAGING), { mode: 0o700 });
    const restored = await loadBeside(path, folder, settings);
    await whileRestoring(folder, () => putInPlace(folder, partsOf(settings)));
    return restored;
  } finally {
    await rm(folder.path(STAGING), { recursive: true, force: true });
    await folder.close();
  }
}

async function checkPlace(folder: DataFolder, settings: Settings, replace: boolean): Promise<void> {
  const names = await readdir(folder.path('.'));
  const there = partsOf(settings).filter((part) => names.includes(part));
  if (there.length > 0 && !replace)
    throw new AppError(
      'CONFLICT',
      `${settings.home} holds data already (${there.join(', ')}): restore into another folder, or say --replace`,
    );
  if (settings['mongodb-uri'] === undefined && !(await hasKeys(folder.path('keys'))))
    throw new AppError(
      'CONFLICT',
      `${settings.home} has no keys, and without them nothing personal can be read: first « facteur restore --keys FILE »`,
    );
}

/** Loads into adapters that are opened on `restoring/` inside the data folder; keys are where they always are. */
async function loadBeside(path: string, folder: DataFolder, settings: Settings): Promise<Restored> {
  const keys = { keys: folder.path('keys'), copy: folder.path(`${STAGING}/keys`) };
  const move = await prepareMove(path, settings, keys);
  try {
    return await loadInto(path, { folder, settings, move });
  } finally {
    await move?.close();
  }
}

interface Loading {
  readonly folder: DataFolder;
  readonly settings: Settings;
  readonly move: Move | undefined;
}

async function loadInto(path: string, { folder, settings, move }: Loading): Promise<Restored> {
  const beside: DataFolder = {
    ...folder,
    path: (name) => (name === 'keys' ? folder.path(name) : folder.path(`${STAGING}/${name}`)),
  };
  const adapters = await openAdapters({ ...settings, log: 'warn' }, beside, { pretty: false });
  try {
    const { way, ...loaded } = await load(await openArchive(path), adapters, move);
    // The last, so that whatever of it is seen finds its case, and the hold.
    const { places } = loaded.manifest;
    const published = way === 'publish' ? await publishUnhandled(path, places, adapters.kernel.bus) : 0;
    return { ...loaded, published };
  } finally {
    await adapters.close();
  }
}

type Loaded = Omit<Restored, 'published'> & { readonly way: LogWay };

async function load(
  { manifest, entries }: OpenArchive,
  { kernel, blobs }: Adapters,
  move: Move | undefined,
): Promise<Loaded> {
  const to = capabilitiesOf({ ...kernel, blobs });
  const backlog = createBacklog(manifest.places);
  const blobsIn = createBlobReader(move);
  try {
    const way = wayOfLog(manifest, to.bus);
    if (manifest.keyCheck !== undefined && manifest.keyCheck !== keyCheckOf(kernel.keys))
      throw new AppError('CONFLICT', 'The keys are those of another installation: nothing in the backup could be read');
    await checkEmpty(to);
    // Brokers refuse that while a group has consumers: better known before anything is loaded than after.
    if (way === 'rewind') await to.bus.rewind(manifest.places);
    if (way === 'publish') await checkNoEvents(kernel.bus, to.bus);
    await move?.carryKeys();
    const sections = sectionsOf(entries);
    await to.store.load(
      manifest.collections,
      mapped(sections.take('store'), (entry) => [documentsIn(entry)]),
    );
    await loadLog(to, manifest, mapped(sections.take('log'), messagesIn), backlog);
    await to.blobs.load(mapped(sections.take('blobs'), blobsIn.read));
    await sections.end();
    const missed = way === 'load' || way === 'rewind' ? await to.bus.rewind(manifest.places) : [];
    const holds = await openHolds(kernel.store);
    await holds.begin({ restoredAt: systemClock.now(), backupAt: manifest.takenAt }, backlog.cases);
    const counts = { backlogCases: backlog.cases.size, leftBlobs: blobsIn.left(), movedKeys: move?.keys ?? 0 };
    return { manifest, ...counts, missed, way };
  } finally {
    await entries.return();
  }
}

/** Reads blobs under the names that they are to have, and counts those that a move leaves out. */
function createBlobReader(move: Move | undefined) {
  let left = 0;
  return {
    left: () => left,
    read(entry: TarEntry): StoredBlob[] {
      const blob = { name: nameIn('blobs', entry), bytes: entry.bytes };
      const named = move ? move.named(blob) : blob;
      if (named) return [named];
      left += 1;
      return [];
    },
  };
}

async function checkEmpty({ store, bus, blobs }: Capabilities): Promise<void> {
  const isEmpty = (await store.isEmpty()) && (await blobs.isEmpty()) && ((await bus.log?.isEmpty()) ?? true);
  if (isEmpty) return;
  throw new AppError('CONFLICT', 'The database is not empty: stop all services, drop it, and restore again');
}

/** Where brokers keep the log, what the backup holds of one is passed over: the cases in it are told nevertheless. */
async function loadLog(
  { bus }: Capabilities,
  { topics }: Manifest,
  messages: AsyncIterable<LoggedMessages>,
  backlog: Backlog,
): Promise<void> {
  const seen = mapped(messages, (one) => {
    backlog.see(one);
    return [one];
  });
  if (bus.log && topics) await bus.log.load(topics, seen);
  else for await (const _ of seen);
}

async function* mapped<From, To>(
  source: AsyncIterable<From>,
  map: (from: From) => readonly To[],
): AsyncGenerator<To, void, undefined> {
  for await (const one of source) yield* map(one);
}

async function putInPlace(folder: DataFolder, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await rm(folder.path(part), { recursive: true, force: true });
    await rename(folder.path(`${STAGING}/${part}`), folder.path(part));
  }
  await syncFolder(folder.path('.'));
}

/**
 * From one machine to a cluster: what names a backup of one machine lacks. Its keys and blobs do not say their cases; before anything is touched
 * the whole of it is read for them, with the keys that were restored beside it.
 */
import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import type { StoredBlob } from '@facteur/blobs';
import type { KeyStore } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { AppError } from '@facteur/primitives';
import { keyDatabaseOf } from '../adapters.ts';
import type { Settings } from '../settings.ts';
import { type Manifest, openArchive } from './archive.ts';
import { openKeyTarget } from './carry-keys.ts';
import { documentsIn, messagesIn, nameIn } from './content.ts';
import { hasKeys } from './key-backup.ts';
import { createScopeSearch, type FoundScopes, type ScopeSearch } from './scopes.ts';
import { keyCheckOf } from './take-backup.ts';
import type { TarEntry } from './tar.ts';

/** A move that was looked through and may be done. */
export interface Move {
  /** How many keys it carries, erased ones among them. */
  readonly keys: number;
  /** The blob under its full name; undefined for one that nothing refers to. */
  named(blob: StoredBlob): StoredBlob | undefined;
  /** Enters the keys. To be called before the data are loaded. */
  carryKeys(): Promise<void>;
  close(): Promise<void>;
}

/** Where the move finds the keys, and where it may write. */
export interface MovePlaces {
  /** The folder of the restored keys. */
  readonly keys: string;
  /** A folder that is not there yet, for a copy of them. */
  readonly copy: string;
}

/**
 * Looks through the backup at `path`; undefined when it needs no names: it comes from a cluster, or goes to one machine.
 * @throws AppError `CONFLICT`: the keys are missing, older than the data or another installation's; `BAD_INPUT`: blobs are there of which
 *   nobody can tell the case. Nothing is touched then
 */
export async function prepareMove(path: string, settings: Settings, places: MovePlaces): Promise<Move | undefined> {
  const uri = settings['mongodb-uri'];
  if (uri === undefined || !(await isOfOneMachine(path))) return undefined;
  if (!(await hasKeys(places.keys)))
    throw new AppError(
      'CONFLICT',
      `The backup is one machine’s, and its keys are not at ${places.keys}: first « facteur restore --keys FILE » with the same FACTEUR_HOME`,
    );
  await cp(places.keys, places.copy, { recursive: true });
  const keys = await openEmbeddedKeyStore({ folder: places.copy });
  try {
    const found = await lookThrough(path, keys);
    await checkKeys(found, keys);
    const target = await openKeyTarget(keyDatabaseOf(settings, uri), places.copy, keys);
    return {
      keys: found.scopes.size,
      named: (blob) => named(blob, found),
      carryKeys: () => target.carry(keys, [...found.scopes]),
      async close() {
        await target.close();
        await keys.close();
      },
    };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

/** Its first blob tells: on one machine they have ids alone. */
async function isOfOneMachine(path: string): Promise<boolean> {
  const { manifest, entries } = await openArchive(path);
  for await (const entry of entries) if (entry.name.startsWith('blobs/')) return !nameIn('blobs', entry).includes('/');
  return manifest.topics !== undefined;
}

async function lookThrough(path: string, keys: KeyStore): Promise<FoundScopes> {
  const { manifest, entries } = await openArchive(path);
  try {
    checkInstallation(manifest, keys);
    const search = createScopeSearch((scopes) => keys.get(scopes));
    let unnamed = 0;
    for await (const entry of entries) unnamed += await look(entry, search);
    const { unopened } = search.found;
    if (unnamed === 0 || unopened.size === 0) return search.found;
    throw new AppError(
      'BAD_INPUT',
      `${unnamed} blob(s) belong to no case that could be found, and not everything could be opened in ${[...unopened].join(', ')}`,
    );
  } finally {
    await entries.return();
  }
}

function checkInstallation({ keyCheck }: Manifest, keys: KeyStore): void {
  if (keyCheck === keyCheckOf(keys)) return;
  throw new AppError('CONFLICT', 'The keys are those of another installation: nothing in the backup could be read');
}

/** Looks at one entry; 1 for a blob without a name. */
async function look(entry: TarEntry, search: ScopeSearch): Promise<number> {
  if (entry.name.startsWith('store/')) {
    const { collection, documents } = documentsIn(entry);
    await search.see(collection, documents);
  }
  if (entry.name.startsWith('log/'))
    for (const { topic, json } of messagesIn(entry)) await search.see(topic, JSON.parse(json) as unknown[]);
  if (!entry.name.startsWith('blobs/')) return 0;
  return named({ name: nameIn('blobs', entry), bytes: entry.bytes }, search.found) === undefined ? 1 : 0;
}

function named({ name, bytes }: StoredBlob, { blobs }: FoundScopes): StoredBlob | undefined {
  const scope = blobs.get(name) ?? (isPublic(name, bytes) ? 'public' : undefined);
  return scope === undefined ? undefined : { name: `${scope}/${name}`, bytes };
}

/** What concerns nobody is not sealed, and is called by the digest of what it holds. */
function isPublic(id: string, bytes: Buffer): boolean {
  return createHash('sha256').update(bytes).digest('hex') === id;
}

/** A key that is not there was erased, or the copy of the keys is older than the data: only then would a new one be made. */
async function checkKeys({ keyless }: FoundScopes, keys: KeyStore): Promise<void> {
  const missing = await keys.ensure([...keyless]);
  if (missing.size === 0) return;
  throw new AppError(
    'CONFLICT',
    `The keys are older than the data: ${missing.size} case(s) have none. Restore keys that are as new as the data, or newer`,
  );
}

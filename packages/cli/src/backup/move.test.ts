/** What a move refuses before anything is touched: no address here answers, so that whoever asks the cluster fails otherwise. */
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type KeyStore, seal } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Settings } from '../settings.ts';
import { writeArchive } from './archive.ts';
import { prepareMove } from './move.ts';
import { keyCheckOf } from './take-backup.ts';
import type { TarEntry } from './tar.ts';

const CLUSTER = { 'mongodb-uri': 'mongodb://127.0.0.1:1/none' } as Settings;
const BLOB = { name: `blobs/${'a'.repeat(64)}`, bytes: Buffer.from('sealed') };

let folder: string;
let keys: string;
let open: KeyStore;
let copies = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-move-'));
  keys = join(folder, 'keys');
  open = await openEmbeddedKeyStore({ folder: keys });
  await cp(keys, join(folder, 'older'), { recursive: true });
});
afterAll(async () => {
  await open.close();
  await rm(folder, { recursive: true });
});

async function* all(entries: readonly TarEntry[]): AsyncGenerator<TarEntry> {
  yield* entries;
}

async function prepare(
  entries: readonly TarEntry[],
  { from = keys, check = keyCheckOf(open), settings = CLUSTER } = {},
) {
  const path = join(folder, 'backup.tar.gz');
  const topics = [{ name: 'mail.received', ends: [0] }];
  const manifest = { product: '1', takenAt: 0, keyCheck: check, places: [], topics, collections: [] };
  const plain = Readable.from(writeArchive({ holds: 'data', ...manifest }, all(entries)));
  await pipeline(plain, createGzip(), createWriteStream(path));
  copies += 1;
  return prepareMove(path, settings, { keys: from, copy: join(folder, `copy-${copies}`) });
}

async function documentOf(subject: string, content: unknown, flow = 'ingest'): Promise<TarEntry> {
  const key = (await open.ensure([subject])).get(subject);
  if (key === undefined) throw new Error('No key');
  const sealed = seal(key, Buffer.from(JSON.stringify(content)), `${flow}/${subject}`).toString('base64');
  const lines = [{ collection: 'cases' }, { _id: subject, version: 1, subject, sealed }].map((one) =>
    JSON.stringify(one),
  );
  return { name: 'store/00000001.jsonl', bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

describe('A move', () => {
  it.each([
    { name: 'on one machine', entries: [BLOB], settings: {} as Settings },
    { name: 'from a cluster', entries: [{ ...BLOB, name: `blobs/CASE/${'a'.repeat(64)}` }], settings: CLUSTER },
  ])('is none $name', async ({ entries, settings }) => {
    expect(await prepare(entries, { settings })).toBeUndefined();
  });

  it('asks for the keys', async () => {
    await expect(prepare([BLOB], { from: join(folder, 'none') })).rejects.toThrow('restore --keys');
  });

  it('refuses keys of another installation', async () => {
    await expect(prepare([BLOB], { check: 'another' })).rejects.toThrow('another installation');
  });

  it('refuses keys that are older than the data', async () => {
    const document = await documentOf('CASE-NEW', [{}, []]);
    await expect(prepare([document], { from: join(folder, 'older') })).rejects.toThrow('1 case(s) have none');
  });

  it('refuses blobs without a case when something could not be opened', async () => {
    const document = await documentOf('CASE-ODD', [{ raw: BLOB }, []], 'unheard-of');
    await expect(prepare([document, BLOB])).rejects.toThrow('could be opened in cases');
  });

  it('goes as far as the cluster when nothing is against it, an erased case among the others', async () => {
    const document = await documentOf('CASE-GONE', [{}, []]);
    await open.destroy('CASE-GONE');
    await expect(prepare([document])).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE' });
  }, 30_000);
});

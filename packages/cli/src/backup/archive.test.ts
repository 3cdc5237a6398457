import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { seededRandom } from '@facteur/primitives/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Manifest, openArchive, verifyArchive, writeArchive } from './archive.ts';
import { encodeTarEntry, TAR_END, type TarEntry } from './tar.ts';

const MANIFEST: Manifest = {
  holds: 'data',
  product: '1.0.0',
  takenAt: 1_767_603_600_000,
  places: [{ group: 'ingest', topic: 'mail.received', partition: 0, offset: 7 }],
  topics: [{ name: 'mail.received', ends: [9, 0] }],
  collections: [{ name: 'cases', indexes: { 'by-age': ['since'] }, unique: {} }],
};

let folder: string;
let sound: Buffer;
const random = seededRandom(11);
const ENTRIES: readonly TarEntry[] = [0, 1, 511, 512, 513, 70_000].map((bytes, index) => ({
  name: `blobs/${index}`,
  bytes: random.bytes(bytes),
}));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-archive-'));
  const pieces: Buffer[] = [];
  for await (const piece of writeArchive(MANIFEST, all(ENTRIES))) pieces.push(piece);
  sound = Buffer.concat(pieces);
});
afterAll(() => rm(folder, { recursive: true }));

async function* all(entries: readonly TarEntry[]): AsyncGenerator<TarEntry> {
  yield* entries;
}

async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'backup.tar.gz');
  await writeFile(path, bytes);
  return path;
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('A backup file', () => {
  it('gives back what was written, whatever the size of an entry', async () => {
    const { manifest, entries } = await openArchive(await fileOf(gzipSync(sound)));
    expect(manifest).toMatchObject(MANIFEST);
    const read: TarEntry[] = [];
    for await (const entry of entries) read.push(entry);
    expect(read).toEqual(ENTRIES);
  });

  it.each([
    { name: 'was cut in the middle', bytes: () => gzipSync(sound).subarray(0, 30_000) },
    { name: 'lost its last byte', bytes: () => gzipSync(sound).subarray(0, -1) },
    { name: 'was cut before it was compressed', bytes: () => gzipSync(sound.subarray(0, 5 * 512)) },
    { name: 'lost its end', bytes: () => gzipSync(Buffer.concat([sound.subarray(0, -4 * 512), TAR_END])) },
    { name: 'has another byte in a file', bytes: () => gzipSync(flipped(sound, sound.length - 5_000)) },
    { name: 'has another byte in a header', bytes: () => gzipSync(flipped(sound, 1024 + 130)) },
    { name: 'has another byte once compressed', bytes: () => flipped(gzipSync(sound), 40_000) },
    { name: 'is no archive', bytes: () => gzipSync(Buffer.from('Bonjour'.repeat(500))) },
    { name: 'is not compressed', bytes: () => sound },
    { name: 'is empty', bytes: () => Buffer.alloc(0) },
    {
      name: 'has a manifest that is none',
      bytes: () => gzipSync(encodeTarEntry({ name: 'facteur-backup.json', bytes: Buffer.from('{}') }, 0)),
    },
  ])('that $name is refused', async ({ bytes }) => {
    await expect(verifyArchive(await fileOf(bytes()))).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
  });

  it('of a later format is refused as such', async () => {
    const manifest = { name: 'facteur-backup.json', bytes: Buffer.from(JSON.stringify({ ...MANIFEST, format: 2 })) };
    const later = gzipSync(Buffer.concat([encodeTarEntry(manifest, 0), TAR_END]));
    await expect(verifyArchive(await fileOf(later))).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER' });
  });

  it('that is not there is said to be missing', async () => {
    await expect(verifyArchive(join(folder, 'missing'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is a tar file as any tar reads it', async () => {
    const path = await fileOf(gzipSync(sound));
    expect(gunzipSync(await readFile(path)).toString('latin1', 257, 262)).toBe('ustar');
  });
});

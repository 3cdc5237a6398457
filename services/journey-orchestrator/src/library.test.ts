import { join } from 'node:path';
import type { Blobs } from '@facteur/blobs';
import { openFileBlobs } from '@facteur/blobs/embedded';
import { journeyPublished } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JourneyLibrary } from './environment.ts';
import { openJourneyLibrary, type PublishingLibrary } from './library.ts';
import { CATALOGUE, demoJourneys } from './testing/demo-journeys.ts';

const current = await demoJourneys();
const older = await demoJourneys((yaml) => yaml.replace('risk: 1%', 'risk: 2%'));

let test: TestKernel;
beforeEach(async () => {
  test = await openTestKernel();
});
afterEach(async () => {
  await closeBlobs();
  await test.dispose();
});

const opened: Blobs[] = [];

async function closeBlobs(): Promise<void> {
  for (const blobs of opened.splice(0)) await blobs.close();
}

async function restart(): Promise<void> {
  await closeBlobs();
  await test.restart();
}

async function openLibrary(live: readonly Journey[]): Promise<PublishingLibrary> {
  const kernel = test.kernel();
  const blobs = await openFileBlobs({ folder: join(test.folder, 'blobs'), keys: kernel.keys });
  opened.push(blobs);
  return openJourneyLibrary({ kernel, blobs, catalogue: CATALOGUE }, live);
}

async function published(): Promise<string[]> {
  return (await test.published(journeyPublished)).map(({ data }) => data.hash);
}

const hashes = (journeys: readonly Journey[]): string[] => journeys.map(({ hash }) => hash);

describe('the journey library', () => {
  it('publishes each version once', async () => {
    await openLibrary(current);
    await openLibrary(current);
    await restart();
    await openLibrary(current);
    expect(await published()).toEqual(hashes(current));
  });

  it('finds old versions by hash after a restart, and begins with the live ones', async () => {
    await openLibrary(older);
    await restart();
    const library = await openLibrary(current);
    expect(hashes(older).map((hash) => library.byHash(hash).risk)).toEqual(older.map(() => 0.02));
    expect(hashes(current).map((hash) => library.byHash(hash).hash)).toEqual(hashes(current));
    expect(library.byIntent('remboursement')?.risk).toBe(0.01);
    expect(library.byName('remboursement').risk).toBe(0.01);
    expect(library.intents()).toEqual(['remboursement', 'renvoi-colis', 'suivi-commande']);
  });

  it('finds what another process published since, at the second try', async () => {
    const library = await openLibrary(current);
    await openLibrary(older);
    const [hash = ''] = hashes(older);
    expect(() => library.byHash(hash)).toThrow(expect.objectContaining({ code: 'JOURNEY_MISSING', retry: 'later' }));
    await test.until(() => isThere(library, hash));
    expect(library.byHash(hash).risk).toBe(0.02);
  });

  it('begins with what a person published, in this process, in others, and after a restart, whatever the folder holds', async () => {
    const library = await openLibrary(current);
    const other = await openLibrary(current);
    const [refund] = older.filter(({ name }) => name === 'remboursement');
    if (!refund) throw new Error('no such journey');
    const evidence = { cases: 120, changed: 3 };
    await library.publish(refund, { by: 'Léa', evidence });
    expect(library.byIntent('remboursement')?.risk).toBe(0.02);
    await other.refresh();
    expect(other.byName('remboursement').risk).toBe(0.02);
    await restart();
    const later = await openLibrary(current);
    expect(later.byName('remboursement').risk).toBe(0.02);
    const told = later.live().find(({ journey }) => journey === 'remboursement');
    expect(told).toMatchObject({ publishedBy: 'Léa', evidence, hash: refund.hash });
    expect(later.byName('suivi-commande').risk).toBe(0.01);
  });

  it('goes back to an earlier version when a person publishes it again', async () => {
    const library = await openLibrary(current);
    for (const version of [older, current]) {
      await test.clock.advance(1_000);
      for (const journey of version) await library.publish(journey, { by: 'Léa' });
    }
    await restart();
    const later = await openLibrary(older);
    expect(
      later
        .live()
        .map(({ hash }) => hash)
        .sort(),
    ).toEqual(hashes(current).sort());
    expect(await published()).toHaveLength(9);
  });

  it('keeps a journey that a person published although the folder has it no more', async () => {
    const library = await openLibrary(current);
    for (const journey of current) await library.publish(journey, { by: 'Léa' });
    await restart();
    expect([...(await openLibrary([])).intents()].sort()).toEqual(['remboursement', 'renvoi-colis', 'suivi-commande']);
  });

  it.each([
    { name: 'a version', look: (library: JourneyLibrary) => library.byHash('0'.repeat(64)) },
    { name: 'a journey', look: (library: JourneyLibrary) => library.byName('facture') },
  ])('says that it lacks $name', async ({ look }) => {
    const library = await openLibrary(current);
    expect(() => look(library)).toThrow(expect.objectContaining({ code: 'JOURNEY_MISSING' }));
  });
});

function isThere(library: JourneyLibrary, hash: string): boolean {
  try {
    return library.byHash(hash).hash === hash;
  } catch {
    return false;
  }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bundleOf, filesFromBundle, readJourneyFolder, readJourneysFolder } from './journey-files.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journeys-'));
  await mkdir(join(folder, 'essai', 'templates'), { recursive: true });
  await mkdir(join(folder, 'notes'));
  await writeFile(join(folder, 'README.md'), 'x');
  await writeFile(join(folder, 'notes', 'a.txt'), 'x');
  await writeFile(join(folder, 'essai', 'journey.yaml'), '\uFEFFjourney: essai\r\n');
  await writeFile(join(folder, 'essai', 'logo.png'), 'x');
  await writeFile(join(folder, 'essai', 'templates', 'a.fr.md'), 'A');
});

afterEach(() => rm(folder, { recursive: true }));

describe('reading journeys', () => {
  it('takes every text file of a folder, by relative path', async () => {
    const { folder: name, files } = await readJourneyFolder(join(folder, 'essai'));
    expect(name).toBe('essai');
    expect(Object.keys(files).sort()).toEqual(['journey.yaml', 'templates/a.fr.md']);
  });

  it('takes every folder that holds a journey', async () => {
    expect((await readJourneysFolder(folder)).map((each) => each.folder)).toEqual(['essai']);
  });

  it('says when there is no such folder', async () => {
    const missing = expect.objectContaining({ code: 'JOURNEY_MISSING' });
    await expect(readJourneyFolder(join(folder, 'rien'))).rejects.toEqual(missing);
    await expect(readJourneysFolder(join(folder, 'rien'))).rejects.toEqual(missing);
  });

  it('makes a bundle that depends on the content alone', async () => {
    const files = await readJourneyFolder(join(folder, 'essai'));
    const canonical = { folder: 'essai', files: { 'journey.yaml': 'journey: essai\n', 'templates/a.fr.md': 'A' } };
    expect(filesFromBundle(bundleOf(files))).toEqual(canonical);
    const turned = {
      folder: 'essai',
      files: { 'templates/a.fr.md': 'A', 'tests/x.yaml': '', 'journey.yaml': 'journey: essai\n' },
    };
    expect(bundleOf(turned).equals(bundleOf(files))).toBe(true);
  });
});

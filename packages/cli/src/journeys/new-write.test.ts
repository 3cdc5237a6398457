import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJourneyFolder, scaffoldOf } from '@facteur/journeys';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeNewJourney } from './new-write.ts';

let parent = '';
const files = scaffoldOf('essai', undefined, 'collecte');

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'new-journey-'));
});

afterEach(() => rm(parent, { recursive: true }));

describe('writing a new journey', () => {
  it('writes every file where it can be read again', async () => {
    const paths = await writeNewJourney(parent, files);
    expect(paths).toHaveLength(Object.keys(files.files).length);
    expect(await readJourneyFolder(join(parent, 'essai'))).toEqual(files);
  });

  it('leaves a folder that exists as it is', async () => {
    await writeNewJourney(parent, files);
    const changed = { ...files, files: { 'journey.yaml': 'autre' } };
    await expect(writeNewJourney(parent, changed)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readFile(join(parent, 'essai', 'journey.yaml'), 'utf8')).toBe(files.files['journey.yaml']);
    await mkdir(join(parent, 'vide'));
    await expect(writeNewJourney(parent, { ...files, folder: 'vide' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('says when there is no folder to write into', async () => {
    await expect(writeNewJourney(join(parent, 'rien'), files)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

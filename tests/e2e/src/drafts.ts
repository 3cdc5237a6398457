/** Drafts of the shipped journeys, in a folder of their own, for tests that change and publish them. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './clean-up.ts';

const SHIPPED = fileURLToPath(new URL('../../../journeys', import.meta.url));

/** A copy of the journeys, and how one of its files is changed. */
export interface Drafts {
  readonly folder: string;
  edit(file: string, change: (text: string) => string): Promise<void>;
}

/** Copies every shipped journey. */
export async function draftJourneys(): Promise<Drafts> {
  const folder = join(await temporaryFolder(), 'journeys');
  await cp(SHIPPED, folder, { recursive: true });
  return {
    folder,
    async edit(file, change) {
      const path = join(folder, file);
      await writeFile(path, change(await readFile(path, 'utf8')));
    },
  };
}

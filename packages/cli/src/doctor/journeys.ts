/** The folder of journeys: is it there, and are there any? What is in them is for `facteur journeys check`. */
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@facteur/primitives';
import { type Finding, fine, wrong } from './finding.ts';

/** @param folder holds a folder for each journey */
export async function checkJourneys(folder: string): Promise<Finding> {
  try {
    const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const found = await Promise.all(names.map(({ name }) => isReadable(join(folder, name, 'journey.yaml'))));
    const count = found.filter(Boolean).length;
    if (count > 0) return fine('journeys', `${count} in ${folder}`);
    return wrong('journeys', `none in ${folder}: set FACTEUR_JOURNEYS to the folder that holds them`);
  } catch (error) {
    return wrong(
      'journeys',
      `${folder} cannot be read (${messageOf(error)}): set FACTEUR_JOURNEYS, or mend its rights`,
    );
  }
}

function isReadable(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

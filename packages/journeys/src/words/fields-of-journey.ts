/** The data that a compiled journey collects, read again from its file: the machine alone needs no names of data. */
import type { Journey } from '../journey.ts';
import type { Field } from '../read/definition.ts';
import { JOURNEY_FILE, readJourney } from '../read/read-journey.ts';

/** In the order of the file. */
export function fieldsOfJourney({ name, files }: Pick<Journey, 'name' | 'files'>): readonly Field[] {
  return readJourney(files.files[JOURNEY_FILE] ?? '', name, []).definition?.fields ?? [];
}

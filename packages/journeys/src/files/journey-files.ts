/** A journey as files: read from a folder, bundled into one blob, named by its content. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '@facteur/primitives';

/** The text files of one journey. */
export interface JourneyFiles {
  /** Name of the folder, which is the journey's name. */
  readonly folder: string;
  /** Text by path relative to the folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files larger than this are no text of an author. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Reads one journey's folder. @throws AppError `JOURNEY_MISSING` when there is no such folder. */
export async function readJourneyFolder(path: string): Promise<JourneyFiles> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('JOURNEY_MISSING', `No journey folder at ${path}`, { path, cause });
  });
  const files: Record<string, string> = {};
  for (const entry of entries.filter((each) => each.isFile() && /\.(ya?ml|txt|md|csv)$/.test(each.name))) {
    const full = join(entry.parentPath, entry.name);
    const bytes = await readFile(full);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new AppError('JOURNEY_INVALID', `${full} is larger than ${MAX_FILE_BYTES} bytes`, { path: full });
    }
    files[relative(path, full).split(sep).join('/')] = bytes.toString('utf8');
  }
  return { folder: basename(path), files };
}

/** Reads every journey below `path`: each folder that holds a `journey.yaml`, by name. @throws AppError `JOURNEY_MISSING`. */
export async function readJourneysFolder(path: string): Promise<JourneyFiles[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('JOURNEY_MISSING', `No journeys folder at ${path}`, { path, cause });
  });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  const journeys = await Promise.all(folders.sort().map((folder) => readJourneyFolder(join(path, folder))));
  return journeys.filter(({ files }) => Object.hasOwn(files, 'journey.yaml'));
}

/** What a run needs of a journey: steps, tables, templates and examples; tests and notes stay out. */
function belongsToBundle(path: string): boolean {
  return (
    path === 'journey.yaml' ||
    /^[^/]+\.csv$/.test(path) ||
    /^examples\.[a-z]{2}\.txt$/.test(path) ||
    /^templates\/.+\.md$/.test(path)
  );
}

/** One text for one content: no byte order mark, LF line ends, sorted paths. */
function canonical({ folder, files }: JourneyFiles): JourneyFiles {
  const paths = Object.keys(files).filter(belongsToBundle).sort();
  const texts = paths.map(
    (path) => [path, (files[path] ?? '').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')] as const,
  );
  return { folder, files: Object.fromEntries(texts) };
}

/** The journey as one blob of JSON; the same content gives the same bytes. */
export function bundleOf(files: JourneyFiles): Buffer {
  return Buffer.from(JSON.stringify(canonical(files)), 'utf8');
}

/** SHA-256 of the bundle, hexadecimal: the version of a journey. */
export function hashOf(files: JourneyFiles): string {
  return createHash('sha256').update(bundleOf(files)).digest('hex');
}

/** The files in a blob that `bundleOf` made. @throws AppError `JOURNEY_INVALID` on anything else. */
export function filesFromBundle(bundle: Buffer): JourneyFiles {
  const parsed: unknown = parseJson(bundle);
  if (isJourneyFiles(parsed)) return parsed;
  throw new AppError('JOURNEY_INVALID', 'The blob is no journey bundle');
}

function parseJson(bundle: Buffer): unknown {
  try {
    return JSON.parse(bundle.toString('utf8'));
  } catch (cause) {
    throw new AppError('JOURNEY_INVALID', 'The blob is not JSON', { cause });
  }
}

function isJourneyFiles(value: unknown): value is JourneyFiles {
  if (typeof value !== 'object' || value === null || !('folder' in value) || !('files' in value)) return false;
  const { folder, files } = value;
  if (typeof folder !== 'string' || typeof files !== 'object' || files === null) return false;
  return Object.values(files).every((text) => typeof text === 'string');
}

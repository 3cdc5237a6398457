/** A model of the hub, fetched into a folder once; from then on it is a folder like any other. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '@facteur/primitives';
import { modelFiles, weightFiles } from './model-folder.ts';

/**
 * Fetches `name` (`owner/model`, its main branch) into `downloads/owner/model` and returns that path. The folder appears whole or not at all.
 * Weights kept in several files are not supported.
 * @throws AppError `MODEL_INVALID` (never retry) when the hub does not have the model, or not in ONNX
 * @throws AppError `EMBEDDER_UNAVAILABLE` (retry later) when the hub does not answer
 */
export async function downloadModel(name: string, downloads: string, hub = 'https://huggingface.co'): Promise<string> {
  const folder = join(downloads, name);
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.part-`);
  try {
    await mkdir(join(partial, 'onnx'));
    const fetchTo = (file: string): Promise<boolean> =>
      fetchFile(`${hub}/${name}/resolve/main/${file}`, join(partial, file));
    for (const file of modelFiles) if (!(await fetchTo(file))) throw lacking(name, hub, file);
    await fetchTo('facteur.json');
    let hasWeights = false;
    for (const [file] of weightFiles) hasWeights ||= await fetchTo(`onnx/${file}`);
    if (!hasWeights) throw lacking(name, hub, 'onnx/*.onnx');
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

function lacking(name: string, hub: string, file: string): AppError {
  return new AppError(
    'MODEL_INVALID',
    `${hub} has no ${file} of a model ${name}: check the name, and that it has ONNX weights`,
    {
      name,
      file,
    },
  );
}

/** False when there is no such file. */
async function fetchFile(url: string, path: string): Promise<boolean> {
  const unanswered = (why: string, cause?: unknown): AppError =>
    new AppError('EMBEDDER_UNAVAILABLE', `${url} could not be fetched: ${why}`, { retry: 'later', url, cause });
  try {
    const response = await fetch(url);
    // The hub answers 401 for names that it does not have.
    if (response.status === 404 || response.status === 401) {
      await response.body?.cancel();
      return false;
    }
    if (!response.ok || response.body === null) throw unanswered(`status ${response.status}`);
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(path));
    return true;
  } catch (error) {
    throw error instanceof AppError ? error : unanswered('no answer', error);
  }
}

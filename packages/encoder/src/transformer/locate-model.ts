/** From a setting to a folder: the model that ships, a folder of the operator's, or a name of the hub. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@facteur/primitives';
import { downloadModel } from './download-model.ts';
import { shippedModel } from './worker-link.ts';

/** Where a model is looked for. */
export interface ModelLocation {
  readonly model?: string;
  readonly allowRemote?: boolean;
  readonly downloads?: string;
  readonly hub?: string;
}

const hubName = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/**
 * The absolute path of the model's folder. A folder of that name goes before a hub name; a model of the hub is fetched once.
 * @throws AppError `MODEL_INVALID` (never retry) when there is no such folder, and it is no hub name or the hub is not allowed
 * @throws AppError `EMBEDDER_UNAVAILABLE` (retry later) when the hub does not answer
 */
export async function locateModel({ model, allowRemote = false, downloads, hub }: ModelLocation): Promise<string> {
  if (model === undefined) return shippedModel;
  const folder = resolve(model);
  if (await isFolder(folder)) return folder;
  if (!hubName.test(model))
    throw new AppError(
      'MODEL_INVALID',
      `There is no model folder ${folder}: give the path of a folder that holds a model`,
      {
        folder,
      },
    );
  if (downloads !== undefined && (await isFolder(join(downloads, model)))) return resolve(downloads, model);
  if (!allowRemote || downloads === undefined)
    throw new AppError(
      'MODEL_INVALID',
      `There is no model folder ${folder}: to fetch ${model} from the hub, allow it (allowRemote) and name a folder for it (downloads)`,
      { folder },
    );
  return downloadModel(model, resolve(downloads), hub);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

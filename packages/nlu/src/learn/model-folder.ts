/** The models of an installation as files: which there are, which is in use, and the way back to an earlier one. */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, syncFolder, writeDurably } from '@facteur/primitives';
import type { Model } from '../model/model.ts';
import { decodeModel, encodeModel, type ModelNote } from '../model/model-file.ts';

/** A model file, without its numbers. */
export interface StoredModel {
  readonly id: string;
  readonly bytes: number;
  readonly isInUse: boolean;
  /** In milliseconds since 1970. */
  readonly savedAt: number;
}

/** Which model is to be used; one that a person chose stays until a person says otherwise, whatever is trained meanwhile. */
export interface Choice {
  readonly id: string;
  readonly isPinned: boolean;
}

/** Where models are kept. */
export interface ModelFolder {
  /** Undefined when there is none. @throws AppError `MODEL_INVALID` for a damaged file */
  load(id: string): Promise<Model | undefined>;
  /** Durable when it resolves; the oldest are removed when there are more than five. */
  save(model: Model, note: ModelNote): Promise<void>;
  /** The model that was put in use last; undefined when none was. */
  inUse(): Promise<Choice | undefined>;
  /** @throws AppError `NOT_FOUND` when there is no such model */
  use(choice: Choice): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly StoredModel[]>;
  /** Gone from the disk when it resolves; one that is not there is no fault. The one in use must be replaced before. */
  remove(ids: readonly string[]): Promise<void>;
  /** Ids of the accepted examples on which models of this folder may have been trained. */
  sources(): Promise<readonly string[]>;
  /** Replaces them; durable when it resolves. To be called before training, so that what a killed one leaves is known. */
  noteSources(ids: readonly string[]): Promise<void>;
}

const KEPT = 5;
const SUFFIX = '.model';
const IN_USE = 'in-use';
const PINNED = 'pinned';
const SOURCES = 'sources';

/** Makes the folder when it is first written to. */
export function openModelFolder(folder: string): ModelFolder {
  const fileOf = (id: string): string => join(folder, `${id}${SUFFIX}`);

  /** Whole, and on disk with its name. */
  const put = async (file: string, bytes: Buffer): Promise<void> => {
    await writeDurably(file, `${file}.new`, bytes);
    await syncFolder(folder);
  };
  const inUse = async (): Promise<Choice | undefined> => {
    const [id = '', pinned] = (await readFile(join(folder, IN_USE), 'utf8').catch(() => '')).trim().split(' ');
    return id === '' ? undefined : { id, isPinned: pinned === PINNED };
  };
  const list = async (): Promise<readonly StoredModel[]> => {
    const current = await inUse();
    const names = await readdir(folder).catch(() => []);
    const found = names.filter((name) => name.endsWith(SUFFIX));
    const models = await Promise.all(
      found.map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name));
        const id = name.slice(0, -SUFFIX.length);
        return { id, bytes: size, isInUse: id === current?.id, savedAt: mtimeMs };
      }),
    );
    return models.sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1));
  };
  return {
    inUse,
    list,
    load: async (id) => {
      const bytes = await readFile(fileOf(id)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      return bytes && decodeModel(bytes, fileOf(id)).model;
    },
    save: async (model, note) => {
      await mkdir(folder, { recursive: true });
      await put(fileOf(model.id), encodeModel(model, note));
      // The one in use and the new one stay in any case.
      const old = (await list()).filter(({ isInUse, id }) => !isInUse && id !== model.id).slice(KEPT - 2);
      for (const { id } of old) await rm(fileOf(id), { force: true });
    },
    use: async ({ id, isPinned }) => {
      if (!(await list()).some((model) => model.id === id)) {
        throw new AppError('NOT_FOUND', `There is no model ${id} in ${folder}; \`facteur nlu models\` lists them`);
      }
      await put(join(folder, IN_USE), Buffer.from(`${id}${isPinned ? ` ${PINNED}` : ''}\n`));
    },
    remove: async (ids) => {
      for (const id of ids) await rm(fileOf(id), { force: true });
      if (ids.length > 0) await syncFolder(folder);
    },
    sources: async () => (await readFile(join(folder, SOURCES), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    noteSources: async (ids) => {
      await mkdir(folder, { recursive: true });
      await put(join(folder, SOURCES), Buffer.from(ids.map((id) => `${id}\n`).join('')));
    },
  };
}

/** What lies in a model's folder: which weights, how texts are put to the model, and the hash of all that. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '@facteur/primitives';

/** How one vector comes of a text's tokens: their mean, or the first token's. */
export type Pooling = 'mean' | 'cls';

/** How the weights are stored, as `@huggingface/transformers` names it. */
export type WeightsType = (typeof weightFiles)[number][1];

/** A folder that can be loaded. */
export interface ModelFolder {
  readonly folder: string;
  /** The weights' file, relative to the folder. */
  readonly weights: string;
  readonly dtype: WeightsType;
  readonly prefix: string;
  readonly pooling: Pooling;
  /** The most tokens that the model takes. */
  readonly maxTokens: number;
  /** Hash of the files, prefix, pooling and `maxTokens`: 32 hexadecimal digits. */
  readonly id: string;
}

/** Weights in the order of preference: the smaller and, on a processor, the faster first. */
export const weightFiles = [
  ['model_quantized.onnx', 'q8'],
  ['model_int8.onnx', 'int8'],
  ['model_uint8.onnx', 'uint8'],
  ['model_q4.onnx', 'q4'],
  ['model.onnx', 'fp32'],
  ['model_fp16.onnx', 'fp16'],
] as const;

/** A model's files beside its weights. */
export const modelFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

const remedy = 'Give the folder of a whole sentence model (see packages/encoder/README.md)';

/**
 * Reads what `folder` holds. At most `maxTokens` tokens of a text count, fewer where the model takes fewer.
 * @throws AppError `MODEL_INVALID` (never retry) that names the folder, the file and the remedy
 */
export async function readModelFolder(folder: string, maxTokens: number): Promise<ModelFolder> {
  const config = objectIn(folder, 'config.json', await bytesOf(folder, 'config.json'));
  const settings = objectIn(folder, 'facteur.json', await bytesOf(folder, 'facteur.json', '{}'));
  const prefix = settings.prefix ?? 'query: ';
  const pooling = settings.pooling ?? 'mean';
  if (typeof prefix !== 'string') throw invalid(folder, 'facteur.json', '"prefix" is not a text');
  if (pooling !== 'mean' && pooling !== 'cls')
    throw invalid(folder, 'facteur.json', '"pooling" is neither "mean" nor "cls"');
  const [file, dtype] = await weightsIn(folder);
  const weights = `onnx/${file}`;
  const most = tokensOf(config.max_position_embeddings, maxTokens);
  const id = await hashOf(folder, weights, [prefix, pooling, most]);
  return { folder, weights, dtype, prefix, pooling, maxTokens: most, id };
}

function tokensOf(positions: unknown, maxTokens: number): number {
  return typeof positions === 'number' && positions > 0 ? Math.min(maxTokens, positions) : maxTokens;
}

async function weightsIn(folder: string): Promise<(typeof weightFiles)[number]> {
  const names = await readdir(join(folder, 'onnx')).catch((cause: unknown) => {
    throw invalid(folder, 'onnx', 'there is no such folder', cause);
  });
  const found = weightFiles.find(([name]) => names.includes(name));
  if (found === undefined)
    throw invalid(folder, 'onnx', `it holds none of ${weightFiles.map(([name]) => name).join(', ')}`);
  return found;
}

/** The content of a file of the folder; `fallback` stands for one that may be missing. */
async function bytesOf(folder: string, file: string, fallback?: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    if (fallback !== undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.from(fallback);
    throw invalid(folder, file, messageOf(cause), cause);
  }
}

function objectIn(folder: string, file: string, bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw invalid(folder, file, messageOf(cause), cause);
  }
  throw invalid(folder, file, 'it is no JSON object');
}

async function hashOf(folder: string, weights: string, settings: readonly unknown[]): Promise<string> {
  const whole = createHash('sha256').update(JSON.stringify(settings));
  for (const file of [...modelFiles, weights]) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(folder, file), { highWaterMark: 1 << 20 }))
        hash.update(chunk as Buffer);
    } catch (cause) {
      throw invalid(folder, file, messageOf(cause), cause);
    }
    whole.update(`\n${file} ${hash.digest('hex')}`);
  }
  return whole.digest('hex').slice(0, 32);
}

/** The error for a file that keeps a model from being used. */
export function invalid(folder: string, file: string, why: string, cause?: unknown): AppError {
  return new AppError('MODEL_INVALID', `${file} of the model in ${folder} cannot be used: ${why}. ${remedy}`, {
    folder,
    file,
    cause,
  });
}

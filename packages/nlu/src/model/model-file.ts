/**
 * A model as bytes: a line that says what follows, a header in JSON, the numbers. A damaged or foreign file is told, never half read.
 */
import { createHash } from 'node:crypto';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { Model } from './model.ts';

/** What stands in a file beside the model. */
export interface ModelNote {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly note?: string;
}

const MAGIC = 'FACTEUR-MODEL 1\n';
const TYPES = { f32: Float32Array, i32: Int32Array } as const;
const ALIGNMENT = 8;

const placeSchema = z.object({ $array: z.enum(['f32', 'i32']), at: z.number(), length: z.number() });
const headerSchema = z.object({
  sha256: z.string(),
  bytes: z.number(),
  note: z.object({ createdAt: z.string(), note: z.string().optional() }),
  model: z.unknown(),
});

type TypedArray = Float32Array | Int32Array;

/** The bytes of a file that holds `model`. */
export function encodeModel(model: Model, note: ModelNote): Buffer {
  const arrays: Uint8Array[] = [];
  let size = 0;
  const header = JSON.stringify(model, (_key, value: unknown) => {
    if (!(value instanceof Float32Array) && !(value instanceof Int32Array)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const padded = new Uint8Array(Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT);
    padded.set(bytes);
    arrays.push(padded);
    const at = size;
    size += padded.length;
    return { $array: value instanceof Float32Array ? 'f32' : 'i32', at, length: value.length };
  });
  const body = Buffer.concat(arrays);
  const sha256 = createHash('sha256').update(header).update(body).digest('hex');
  const head = JSON.stringify({ sha256, bytes: body.length, note, model: JSON.parse(header) });
  return Buffer.concat([Buffer.from(`${MAGIC}${head}\n`), body]);
}

/** What the bytes hold. @throws AppError `MODEL_INVALID` naming `file`, what is wrong and the remedy */
export function decodeModel(bytes: Uint8Array, file: string): { readonly model: Model; readonly note: ModelNote } {
  const invalid = (what: string): AppError =>
    new AppError('MODEL_INVALID', `The model ${file} ${what}: train again, or go back to an earlier model`, {
      retry: 'never',
    });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) throw invalid('is no model of this version');
  const end = buffer.indexOf('\n', MAGIC.length);
  const parsed = headerSchema.safeParse(end === -1 ? undefined : jsonOf(buffer.toString('utf8', MAGIC.length, end)));
  if (!parsed.success) throw invalid('has a header that cannot be read');
  const { sha256, bytes: size, note, model } = parsed.data;
  // A copy, because views need an aligned start.
  const body = new Uint8Array(buffer.subarray(end + 1, end + 1 + size));
  if (body.length !== size) throw invalid('is cut short');
  const found = createHash('sha256').update(JSON.stringify(model)).update(body).digest('hex');
  if (found !== sha256) throw invalid('is damaged');
  return { model: revive(model, body) as Model, note: note as ModelNote };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function revive(value: unknown, body: Uint8Array): unknown {
  if (Array.isArray(value)) return value.map((one) => revive(one, body));
  if (typeof value !== 'object' || value === null) return value;
  const place = placeSchema.safeParse(value);
  if (place.success) return arrayAt(place.data, body);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revive(one, body)]));
}

function arrayAt({ $array, at, length }: z.infer<typeof placeSchema>, body: Uint8Array): TypedArray {
  return new TYPES[$array](body.buffer as ArrayBuffer, body.byteOffset + at, length);
}

/** The encoder of this installation: the shipped one, another folder's, or none; with caches before it. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCachedEmbedder, type Embedder, openStatic, openVectorCache, withKnownVectors } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import { messageOf } from '@facteur/primitives';

/** Settings of an encoder. */
export interface EncoderPlace {
  /** `shipped`, `none`, or a folder with a model. */
  readonly encoder: string;
  /** Where its vectors are kept; undefined: in memory only. */
  readonly folder: string | undefined;
  readonly log: { warn(details: object, text: string): unknown };
}

/** One model, asked in two ways. */
export interface Encoder {
  /** For customers' texts: vectors tell something of what they were made of, so that these stay in memory. */
  readonly mails: Embedder;
  /** For authors' and built-in texts: kept on disk where a folder is given, so that the next training need not compute them. */
  readonly training: Embedder;
  /** The table distilled from it, which tells cheaply which texts deserve a full look; undefined: there is none. */
  readonly fast?: Embedder;
  close(): Promise<void>;
}

/** Texts whose vectors stay in memory: some 15 MB. */
const MEMORY_ENTRIES = 10_000;
const SECRET_BYTES = 32;

/** Undefined when none is wanted, and, with a warning, when it cannot be opened: sparse features must do then. */
export async function openEncoder({ encoder, folder, log }: EncoderPlace): Promise<Encoder | undefined> {
  if (encoder === 'none') return undefined;
  try {
    const transformer = await openTransformer({
      ...(encoder === 'shipped' ? {} : { model: encoder }),
      onError: (error) => log.warn({ error: messageOf(error) }, 'the encoder failed'),
    });
    const mails = createCachedEmbedder(transformer, {
      secret: randomBytes(SECRET_BYTES),
      memoryEntries: MEMORY_ENTRIES,
    });
    const known = encoder === 'shipped' ? await withShippedVectors(transformer, log) : transformer;
    const training = folder === undefined ? mails : await withDisk(known, folder, log);
    const fast = encoder === 'shipped' ? await openFast(log) : undefined;
    return {
      mails,
      training,
      ...(fast === undefined ? {} : { fast }),
      close: async () => {
        await Promise.all([training.close(), mails.close(), fast?.close()]);
      },
    };
  } catch (error) {
    const text = 'no encoder: understanding is weaker, by words and letters alone';
    log.warn({ encoder, error: messageOf(error) }, text);
    return undefined;
  }
}

/** Without them, after a warning, they are computed: a first start takes longer. */
async function withShippedVectors(transformer: Embedder, log: EncoderPlace['log']): Promise<Embedder> {
  try {
    return await withKnownVectors(transformer);
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'no vectors of built-in texts: the first start takes longer');
    return transformer;
  }
}

/** Undefined, with a warning, when it cannot be opened: every text gets a full look then. */
async function openFast(log: EncoderPlace['log']): Promise<Embedder | undefined> {
  try {
    return await openStatic();
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'no table of pieces: understanding is slower');
    return undefined;
  }
}

async function withDisk(transformer: Embedder, folder: string, log: EncoderPlace['log']): Promise<Embedder> {
  const onDamage = (report: string): void => {
    log.warn({ report }, 'a file of vectors was damaged and is made anew');
  };
  const secret = await secretIn(folder);
  const disk = await openVectorCache(folder, transformer.id, { dimensions: transformer.dimensions, onDamage });
  return createCachedEmbedder(transformer, { secret, memoryEntries: 1, disk });
}

/** What the cache's keys are made with: who reads the files cannot guess texts without it. */
async function secretIn(folder: string): Promise<Uint8Array> {
  const file = join(folder, 'secret');
  const known = await readFile(file).catch(() => undefined);
  if (known?.length === SECRET_BYTES) return known;
  await mkdir(folder, { recursive: true });
  const secret = randomBytes(SECRET_BYTES);
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Embedder } from '../embedder.ts';
import { openTransformer, type TransformerOptions } from './index.ts';

const worker = new URL('../testing/fake-worker.mjs', import.meta.url);
const unavailable = { code: 'EMBEDDER_UNAVAILABLE', retry: 'later' };

describe('the worker of a transformer', () => {
  let folder = '';
  let clock: FakeClock;
  let errors: unknown[] = [];
  let opened: Embedder[] = [];

  const makeFolder = async (name: string): Promise<string> => {
    const model = join(folder, name);
    await mkdir(join(model, 'onnx'), { recursive: true });
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      await writeFile(join(model, file), '{}');
    await writeFile(join(model, 'onnx/model.onnx'), 'weights');
    return model;
  };
  const open = async (options: TransformerOptions = {}): Promise<Embedder> => {
    const embedder = await openTransformer({
      model: join(folder, 'model'),
      worker,
      clock,
      onError: (error) => errors.push(error),
      ...options,
    });
    opened.push(embedder);
    return embedder;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-worker-'));
    clock = fakeClock();
    errors = [];
    opened = [];
    await makeFolder('model');
  });
  afterEach(async () => {
    for (const embedder of opened) await embedder.close();
    await rm(folder, { recursive: true });
  });

  it('gets the texts of callers who wait together in one request', async () => {
    const embedder = await open();
    const answers = await Promise.all(['a', 'bb', 'ccc'].map((text) => embedder.embed([text])));
    expect(answers.map(([vector]) => [...(vector ?? [])])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('gets no more of a text than can count', async () => {
    const embedder = await open({ maxTokens: 10 });
    const [vector] = await embedder.embed(['é'.repeat(1_000_000)]);
    expect(vector?.[0]).toBe(160);
  });

  it.each(['crash', 'end'])(
    'is started anew after a %s, and who waited for it is told to try later',
    async (command) => {
      const embedder = await open();
      const [broken, beside] = await Promise.allSettled([embedder.embed([command]), embedder.embed(['beside'])]);
      expect(broken).toMatchObject({ status: 'rejected', reason: unavailable });
      expect(beside).toMatchObject({ status: 'rejected', reason: unavailable });
      expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('thread ended') })]);
      expect(await embedder.embed(['again'])).toEqual([Float32Array.of(5, 1)]);
    },
  );

  it('is not started again at once when it dies time and again', async () => {
    const embedder = await open();
    await expect(embedder.embed(['crash'])).rejects.toMatchObject(unavailable);
    await expect(embedder.embed(['crash'])).rejects.toMatchObject(unavailable);
    await expect(embedder.embed(['too early'])).rejects.toThrow('not due yet');
    await clock.advance(1_000);
    expect(await embedder.embed(['due'])).toEqual([Float32Array.of(3, 1)]);
  });

  it('may refuse texts and live on', async () => {
    const embedder = await open();
    await expect(embedder.embed(['refuse'])).rejects.toThrow('planned refusal');
    expect(await embedder.embed(['again'])).toEqual([Float32Array.of(5, 1)]);
    expect(errors).toEqual([]);
  });

  it('is ended when it does not answer in time', async () => {
    const embedder = await open({ answerTimeoutMs: 5_000 });
    const silent = expect(embedder.embed(['silence'])).rejects.toMatchObject(unavailable);
    // The request leaves in the next turn of the event loop, and only then is its time watched.
    while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(5_000);
    await silent;
    expect(await embedder.embed(['again'])).toEqual([Float32Array.of(5, 1)]);
  });

  it('leaves no watch behind once it answered', async () => {
    const embedder = await open();
    await embedder.embed(['one', 'two']);
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
  });

  it('lets only so many texts wait', async () => {
    const embedder = await open({ maxWaitingTexts: 10 });
    const texts = new Array<string>(8).fill('text');
    const first = embedder.embed(texts);
    await expect(embedder.embed(texts)).rejects.toThrow('8 texts wait already');
    expect(await first).toHaveLength(8);
  });

  it('takes a call that is larger than what may wait when nobody else waits', async () => {
    const embedder = await open({ maxWaitingTexts: 10 });
    expect(await embedder.embed(new Array<string>(300).fill('text'))).toHaveLength(300);
  });

  it('is not held open by a request that it never answers', async () => {
    const embedder = await open();
    const silent = expect(embedder.embed(['silence'])).rejects.toMatchObject(unavailable);
    while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
    await embedder.close();
    await silent;
  });

  it('that dies as it loads makes opening fail, to be tried later', async () => {
    const model = await makeFolder('crashing');
    await expect(open({ model })).rejects.toMatchObject(unavailable);
  });

  it('gives vectors another identity when the files differ', async () => {
    const other = await makeFolder('other');
    await cp(join(folder, 'model'), join(folder, 'copy'), { recursive: true });
    await writeFile(join(other, 'onnx/model.onnx'), 'other weights');
    const first = await open();
    expect((await open({ model: join(folder, 'copy') })).id).toBe(first.id);
    expect((await open({ model: other })).id).not.toBe(first.id);
    await writeFile(join(folder, 'copy', 'facteur.json'), '{"prefix": "passage: "}');
    expect((await open({ model: join(folder, 'copy') })).id).not.toBe(first.id);
  });
});

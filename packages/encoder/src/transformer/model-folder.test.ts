import { cp, mkdir, mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTransformer } from './index.ts';
import { readModelFolder } from './model-folder.ts';
import { shippedModel } from './worker-link.ts';

const worker = new URL('../testing/fake-worker.mjs', import.meta.url);

describe('a model folder', () => {
  let folder = '';
  let model = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur modèle '));
    model = join(folder, 'model');
    await cp(shippedModel, model, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('that ships is 8 bits, with prefix, mean and 512 tokens', async () => {
    expect(await readModelFolder(shippedModel, 512)).toMatchObject({
      ...{ weights: 'onnx/model_quantized.onnx', dtype: 'q8', prefix: 'query: ', pooling: 'mean', maxTokens: 512 },
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('may say its own prefix and pooling', async () => {
    await writeFile(join(model, 'facteur.json'), '{ "prefix": "", "pooling": "cls" }');
    expect(await readModelFolder(model, 4_096)).toMatchObject({ prefix: '', pooling: 'cls', maxTokens: 512 });
  });

  it.each([
    { file: 'model_q4.onnx', dtype: 'q4' },
    { file: 'model.onnx', dtype: 'fp32' },
    { file: 'model_int8.onnx', dtype: 'int8' },
  ])('with $file is loaded as $dtype', async ({ file, dtype }) => {
    await rename(join(model, 'onnx/model_quantized.onnx'), join(model, 'onnx', file));
    expect(await readModelFolder(model, 512)).toMatchObject({ dtype, weights: `onnx/${file}` });
  });

  it.each([
    { file: 'config.json', how: 'is missing', change: (path: string) => rm(path) },
    { file: 'config.json', how: 'is cut short', change: (path: string) => writeFile(path, '{"hidden_size":') },
    { file: 'tokenizer.json', how: 'is missing', change: (path: string) => rm(path) },
    { file: 'tokenizer_config.json', how: 'is missing', change: (path: string) => rm(path) },
    { file: 'onnx', how: 'is missing', change: (path: string) => rm(path, { recursive: true }) },
    { file: 'onnx', how: 'holds no weights', change: (path: string) => rm(join(path, 'model_quantized.onnx')) },
    {
      file: 'facteur.json',
      how: 'asks for an unknown pooling',
      change: (path: string) => writeFile(path, '{"pooling": "max"}'),
    },
    {
      file: 'facteur.json',
      how: 'has a prefix that is no text',
      change: (path: string) => writeFile(path, '{"prefix": 7}'),
    },
    // These two are found out by the library, when it loads them.
    { file: 'tokenizer.json', how: 'is cut short', change: (path: string) => truncate(path, 1_000) },
    { file: 'onnx/model_quantized.onnx', how: 'is cut short', change: (path: string) => truncate(path, 1_000_000) },
  ])(
    'whose $file $how is refused by name',
    async ({ file, change }) => {
      await change(join(model, file));
      const opened = openTransformer({ model });
      await expect(opened).rejects.toMatchObject({
        code: 'MODEL_INVALID',
        retry: 'never',
        details: { folder: model, file },
      });
      await expect(opened).rejects.toThrow(/Give the folder of a whole sentence model/);
    },
    60_000,
  );

  it('is loaded from a path with spaces and accents', async () => {
    const embedder = await openTransformer({ model, threads: 1 });
    expect((await embedder.embed(['Où est mon colis ?']))[0]).toHaveLength(384);
    await embedder.close();
  }, 60_000);

  it.each([
    { name: 'a path', options: { model: './no/such/folder' }, says: 'There is no model folder' },
    { name: 'a hub name that is not allowed', options: { model: 'nobody/nothing' }, says: 'allowRemote' },
    {
      name: 'a hub name without a place for it',
      options: { model: 'nobody/nothing', allowRemote: true },
      says: 'downloads',
    },
  ])('that does not exist is refused: $name', async ({ options, says }) => {
    await expect(openTransformer(options)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining(says),
    });
  });
});

describe('a model of the hub', () => {
  let downloads = '';
  let server: Server | undefined;
  let port = 0;
  let files: Record<string, string> = {};
  let asked: string[] = [];
  beforeEach(async () => {
    downloads = await mkdtemp(join(tmpdir(), 'facteur-hub-'));
    files = {
      'config.json': '{}',
      'tokenizer.json': '{}',
      'tokenizer_config.json': '{}',
      'onnx/model_q4.onnx': 'weights',
    };
    asked = [];
    const listening = createServer((request, response) => {
      const file = request.url?.replace('/acme/encoder/resolve/main/', '') ?? '';
      asked.push(file);
      response.statusCode = file in files ? 200 : 404;
      response.end(files[file]);
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    await rm(downloads, { recursive: true });
  });
  const options = () => ({
    model: 'acme/encoder',
    allowRemote: true,
    downloads,
    hub: `http://127.0.0.1:${port}`,
    worker,
  });

  it('is fetched once, and is a folder from then on', async () => {
    const first = await openTransformer(options());
    await first.close();
    const asks = asked.length;
    const second = await openTransformer({ model: 'acme/encoder', downloads, worker });
    await second.close();
    expect(second.id).toBe(first.id);
    expect(asked).toHaveLength(asks);
    expect(asked).not.toContain('onnx/model.onnx');
  });

  it('that has no ONNX weights is refused, and leaves nothing behind', async () => {
    delete files['onnx/model_q4.onnx'];
    await expect(openTransformer(options())).rejects.toMatchObject({ code: 'MODEL_INVALID', retry: 'never' });
    expect(await readdir(join(downloads, 'acme'))).toEqual([]);
  });

  it('is tried later when the hub does not answer', async () => {
    await mkdir(join(downloads, 'acme'));
    const unanswered = options();
    await new Promise((resolve) => server?.close(resolve));
    await expect(openTransformer(unanswered)).rejects.toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', retry: 'later' });
    expect(await readdir(join(downloads, 'acme'))).toEqual([]);
  });
});

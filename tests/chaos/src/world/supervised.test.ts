import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { type Supervised, supervise } from './supervised.ts';

const READY_WITHIN_MS = 30_000;
let folder = '';
let running: Supervised | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-supervised-'));
});
afterEach(async () => {
  running?.abandon();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(args: readonly string[], mayFailToStart = false): Supervised {
  const env = { FACTEUR_HOME: join(folder, 'home') };
  running = supervise({ name: 'it', args, env, cwd: folder, logFile: join(folder, 'it.log'), mayFailToStart });
  return running;
}

const backOffice = ['demo', '--port', '0'];

async function orders({ http }: { http: string }): Promise<number> {
  return (await fetch(`${http}/orders`)).status;
}

describe('a supervised process', () => {
  it('says where it answers, and again after it was killed', async () => {
    const process_ = start(backOffice);
    expect(await orders(await process_.ready(READY_WITHIN_MS))).toBe(200);
    await process_.kill(0);
    expect(process_.addresses()).toBeUndefined();
    expect(await orders(await process_.ready(READY_WITHIN_MS))).toBe(200);
    await process_.stop();
    expect(process_.ends()).toEqual([]);
  });

  it('answers after it was frozen, not before', async () => {
    const process_ = start(backOffice);
    const addresses = await process_.ready(READY_WITHIN_MS);
    let isOver = false;
    const freezing = process_.freeze(1_000).then(() => {
      isOver = true;
    });
    await Promise.resolve();
    expect(await orders(addresses).then(() => isOver)).toBe(true);
    await freezing;
    await process_.stop();
    expect(process_.ends()).toEqual([]);
  });

  it('is told of when it ends without being asked, and started again', async () => {
    const process_ = start(['no-such-command']);
    await eventually('it ended twice', READY_WITHIN_MS, async () => process_.ends().length >= 2 || undefined);
    expect(process_.ends()[0]).toEqual({
      process: 'it',
      how: expect.stringMatching(/^exit code \d+, before it was ready$/),
    });
    expect(process_.failedStarts()).toBe(0);
    expect(await readFile(join(folder, 'it.log'), 'utf8')).toMatch(/no-such-command/);
  });

  it('may fail to start where that is allowed', async () => {
    const process_ = start(['no-such-command'], true);
    await eventually('it failed twice', READY_WITHIN_MS, async () => process_.failedStarts() >= 2 || undefined);
    expect(process_.ends()).toEqual([]);
  });
});

import { fakeClock } from '@facteur/primitives/testing';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderHold } from './folder-hold.ts';

const AT_FIVE = { validity: 'v/1', uid: 5, sinceMs: 0, historyUntilMs: 0, rereadTo: 0, areDatesNew: false };
let kernel: TestKernel;
let clock: ReturnType<typeof fakeClock>;
beforeEach(async () => {
  kernel = await openTestKernel();
  clock = fakeClock();
});
afterEach(() => kernel.dispose());

const hold = async (instance: string, folder = 'INBOX') => {
  const holds = await kernel.kernel().store.collection({ name: 'ingest-imap' });
  return folderHold({ holds, clock, mailbox: 'sav@boutique.example', folder, instance });
};

describe('the hold of a folder', () => {
  it('is one instance’s, which goes on where it was left', async () => {
    const [one, other] = [await hold('one'), await hold('other')];
    const held = await one.take();
    expect(held?.position).toBeUndefined();
    await held?.keep(AT_FIVE);
    expect(await other.take()).toBeUndefined();
    await held?.release();
    expect((await other.take())?.position).toEqual(AT_FIVE);
  });

  it('goes to one of two who ask at once', async () => {
    const held = await Promise.all([(await hold('one')).take(), (await hold('other')).take()]);
    expect(held.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('ends when it is not renewed, and whoever had it can write nothing any more', async () => {
    const [one, other] = [await hold('one'), await hold('other')];
    const held = await one.take();
    await clock.advance(59_000);
    await held?.keep(AT_FIVE);
    await clock.advance(59_000);
    expect(await other.take()).toBeUndefined();
    await clock.advance(1_000);
    const taken = await other.take();
    await expect(held?.keep({ ...AT_FIVE, uid: 9 })).rejects.toMatchObject({ code: 'CONFLICT', retry: 'later' });
    await held?.release();
    await taken?.keep({ ...AT_FIVE, uid: 6 });
    expect((await (await hold('other')).take())?.position?.uid).toBe(6);
  });

  it('does not keep an instance out that starts again under its name', async () => {
    await (await hold('one')).take();
    expect(await (await hold('one')).take()).toBeDefined();
  });

  it('is of one folder alone', async () => {
    await (await hold('one')).take();
    expect(await (await hold('other', 'Archive')).take()).toBeDefined();
  });
});

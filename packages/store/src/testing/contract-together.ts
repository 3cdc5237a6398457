/** Writes to several collections in one transaction, by stores that can. */
import { describe, expect, it } from '@jest/globals';
import { insertAll, type StoreFixture } from './contract-fixture.ts';

/** Declares the tests; those of a store that cannot say only that. */
export function describeTogether(fixture: StoreFixture): void {
  describe('writes to several collections', () => {
    it('are answered one by one, in their order, and are there together when opened again', async () => {
      const together = fixture.together();
      if (together === undefined) return;
      const names = [fixture.freshName(), fixture.freshName()];
      const [lines, cases] = await Promise.all(names.map((name) => fixture.open({ name })));
      if (!lines || !cases) throw new Error('Not opened');
      await insertAll(cases, [{ _id: 'a', n: 0 }]);
      const outcomes = await together([
        { collection: lines, writes: [{ op: 'insert', doc: { _id: 'l1' } }] },
        {
          collection: cases,
          writes: [
            { op: 'replace', at: 1, doc: { _id: 'a', n: 1 } },
            { op: 'replace', at: 1, doc: { _id: 'a', n: 2 } },
            { op: 'insert', doc: { _id: 'b' } },
          ],
        },
        { collection: lines, writes: [{ op: 'insert', doc: { _id: 'l1' } }] },
      ]);
      expect(outcomes).toEqual([
        [{ outcome: 'done', version: 1 }],
        [{ outcome: 'done', version: 2 }, { outcome: 'conflict' }, { outcome: 'done', version: 1 }],
        [{ outcome: 'duplicate', key: '_id' }],
      ]);
      await fixture.reopen();
      const [again, found] = await Promise.all(names.map((name) => fixture.open({ name })));
      expect(await again?.get('l1')).toMatchObject({ version: 1 });
      expect(await found?.getMany(['a', 'b'])).toMatchObject([{ n: 1, version: 2 }, { version: 1 }]);
    });

    it('are refused as a whole when one of them can never be written', async () => {
      const together = fixture.together();
      if (together === undefined) return;
      const [lines, cases] = [await fixture.fresh(), await fixture.fresh()];
      const writing = together([
        { collection: lines, writes: [{ op: 'insert', doc: { _id: 'l1' } }] },
        { collection: cases, writes: [{ op: 'insert', doc: { _id: '' } }] },
      ]);
      await expect(writing).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
      expect(await lines.get('l1')).toBeUndefined();
    });
  });
}

import { systemClock } from '@facteur/primitives';
import { describeReal } from '@facteur/real';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ClamdAddress, scan, type Verdict } from './clamd.ts';
import { type Clamd, clamdHere, EICAR, MAX_STREAM_BYTES, startClamd } from './testing/clamd-server.ts';
import { zip } from './testing/sample-files.ts';

describeReal('the real clamd', await clamdHere(), () => {
  let clamd: Clamd;
  beforeAll(async () => {
    clamd = await startClamd();
  });
  afterAll(() => clamd.stop());

  const ask = (content: Buffer, at: ClamdAddress = clamd.tcp): Promise<Verdict> =>
    scan(at, content, { clock: systemClock, withinMs: 20_000 });

  it('lets a file pass', async () => {
    expect(await ask(Buffer.from('Bonjour.'))).toEqual({ is: 'clean' });
    expect(await ask(Buffer.alloc(MAX_STREAM_BYTES, 'x'), clamd.unix)).toEqual({ is: 'clean' });
  });

  it('knows the test file, as it is and in a zip, by TCP and by its socket', async () => {
    const expected = { is: 'infected', name: 'Eicar-Test-Signature.UNOFFICIAL' };
    expect(await ask(Buffer.from(EICAR))).toEqual(expected);
    expect(await ask(Buffer.from(EICAR), clamd.unix)).toEqual(expected);
    expect(await ask(zip({ 'facture.pdf': Buffer.from(EICAR) }))).toEqual(expected);
  });

  it('checks nothing that is larger than its limit', async () => {
    expect(await ask(Buffer.alloc(8 * MAX_STREAM_BYTES, 'x'))).toMatchObject({ is: 'unchecked', isAway: false });
  });

  it('answers many at once', async () => {
    const files = Array.from({ length: 40 }, (_, n) => Buffer.from(n % 4 === 0 ? EICAR : `fichier ${n}`));
    const verdicts = await Promise.all(files.map((file) => ask(file)));
    expect(verdicts.filter(({ is }) => is === 'infected')).toHaveLength(10);
    expect(verdicts.filter(({ is }) => is === 'clean')).toHaveLength(30);
  });
});

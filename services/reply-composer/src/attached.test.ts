/** Mails with files on the kernel: they go all the ways that mails go, always the same mail. */
import { composeMime } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AWAY, CASE, fileOf, GONE, sampleRequest, storeOf, writtenRequest } from './testing/sample-reply.ts';
import { openTestComposer } from './testing/test-composer.ts';

const MINUTE = 60_000;
const attachments = [fileOf('bon de retour.pdf'), fileOf('../photo.jpg', { type: 'image/jpeg' })];
const cc = [{ address: 'conseil@courriel.example' }];
const ADVISOR = writtenRequest('Voici votre bon de retour.', { replyId: 'advisor', attachments, cc });
const LEA = { id: 'lea' };

let composer: Awaited<ReturnType<typeof openTestComposer>>;
let runner: Awaited<ReturnType<typeof composer.start>>;
beforeEach(async () => {
  composer = await openTestComposer();
  runner = await composer.start();
});
afterEach(() => composer.kernel.dispose());

async function wait(ms: number): Promise<void> {
  await composer.kernel.idle();
  await composer.kernel.clock.advance(ms);
  await runner.fireTimers();
  await composer.kernel.idle();
}
const names = () => composer.left.map(({ attachments: files = [] }) => files.map(({ name }) => name));

describe('an advisor’s answer with files', () => {
  it('leaves with them, and tells so', async () => {
    await composer.ask(ADVISOR);
    await wait(0);
    expect(names()).toEqual([['bon de retour.pdf', 'photo.jpg']]);
    const [told] = await composer.sent();
    expect(told).toMatchObject({
      replyId: 'advisor',
      cc,
      attachments: [{ name: 'bon de retour.pdf' }, { name: 'photo.jpg' }],
    });
    expect(told?.attachments?.map(({ blob }) => blob)).toEqual(attachments.map(({ blob }) => blob));
  });

  it('says what an acknowledgement says as well', async () => {
    await composer.ask(sampleRequest({ replyId: 'ack' }));
    await composer.ask(ADVISOR);
    await wait(MINUTE);
    expect(names()).toEqual([['bon de retour.pdf', 'photo.jpg']]);
    expect(await composer.sent()).toMatchObject([{ replyId: 'advisor', merges: ['ack'] }]);
  });

  it('is the same mail, byte for byte, when the server takes it only later, after a restart', async () => {
    const tried: string[] = [];
    composer.serves(async (mail) => {
      tried.push(String(await composeMime(mail)));
      throw new AppError('SMTP_UNREACHABLE', 'no answer', { retry: 'later' });
    });
    await composer.ask(ADVISOR);
    await wait(0);
    await composer.kernel.restart();
    runner = await composer.start();
    await wait(MINUTE);
    expect(tried).toHaveLength(4);
    expect(new Set(tried).size).toBe(1);
    expect(tried[0]).toContain('filename="bon de retour.pdf"');
  });

  it('waits for the bot’s right to write as any mail of the bot does, and then leaves with them', async () => {
    await composer.act('take-over', 'paul');
    await wait(0);
    await composer.ask({ ...ADVISOR, replyId: 'held', author: { id: 'bot' }, onWordOf: LEA });
    await wait(MINUTE);
    expect(names()).toEqual([]);
    await composer.act('hand-back', 'paul');
    await wait(0);
    expect(names()).toEqual([['bon de retour.pdf', 'photo.jpg']]);
  });
});

describe('a file', () => {
  it('that cannot be read now is tried again later', async () => {
    composer.keeps(storeOf({ '../photo.jpg': AWAY }));
    await composer.ask(ADVISOR);
    await wait(0);
    expect((await runner.read(CASE))?.state.replies).toMatchObject([{ status: 'waiting' }]);
    expect(composer.told).toMatchObject([{ code: 'BLOB_UNAVAILABLE', putOff: 1 }]);
    composer.keeps(storeOf());
    await wait(MINUTE);
    expect(names()).toEqual([['bon de retour.pdf', 'photo.jpg']]);
    expect(await composer.failed()).toEqual([]);
  });

  it.each([
    {
      name: 'that is gone',
      store: storeOf({ '../photo.jpg': GONE }),
      files: attachments,
      code: 'BLOB_MISSING',
      words: /«\sphoto\.jpg\s»/u,
    },
    {
      name: 'that is too large',
      store: storeOf(),
      files: [fileOf('film.mov', { blob: { scope: CASE, id: 'f', bytes: 30_000_000 } })],
      code: 'BAD_INPUT',
      words: /20\sMo/u,
    },
  ])(
    '$name keeps the mail from leaving for good, once, and an acknowledgement leaves by itself',
    async ({ store, files, code, words }) => {
      composer.keeps(store);
      await composer.ask(sampleRequest({ replyId: 'ack' }));
      await composer.ask({ ...ADVISOR, attachments: files });
      await wait(MINUTE);
      expect(composer.left.map(({ id }) => id)).toEqual(['ack']);
      const failed = await composer.failed();
      expect(failed).toMatchObject([{ replyId: 'advisor', code, permanent: true }]);
      expect(failed[0]?.detail).toMatch(words);
    },
  );
});

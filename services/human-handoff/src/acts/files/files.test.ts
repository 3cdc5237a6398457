/** Files that leave with advisors' mails. */
import { mailReceived, replyRequested } from '@facteur/contracts';
import { mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST, LEA, openTestDesk, SECOND, type TestDesk, UNKNOWN } from '../testing/test-desk.ts';
import { fileTypeOf } from './file-type.ts';
import { fileNameOf, filesOf, MOST_FILE_BYTES } from './kept-files.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('a file', () => {
  it.each([
    { name: 'photo.txt', content: '\u0089PNG\r\n', type: 'image/png' },
    { name: 'photo', content: '\u00ff\u00d8\u00ff\u00e0', type: 'image/jpeg' },
    { name: 'image', content: 'RIFF1234WEBPVP8', type: 'image/webp' },
    { name: 'bon.exe', content: '%PDF-1.7', type: 'application/pdf' },
    { name: 'lettre.DOCX', content: 'PK\u0003\u0004', type: expect.stringContaining('wordprocessingml') },
    { name: 'lettre.constructor', content: 'PK\u0003\u0004', type: 'application/zip' },
    { name: 'page.html', content: '<script>alert(1)</script>', type: 'text/plain' },
    { name: 'clients.csv', content: 'a;b', type: 'text/csv' },
    { name: 'photo.png', content: 'MZ\u0000\u0001', type: 'application/octet-stream' },
  ])('called $name is what its bytes say', ({ name, content, type }) => {
    expect(fileTypeOf(name, bytes(content))).toEqual(type);
  });

  it.each([
    { said: '../../etc/passwd', name: 'passwd' },
    { said: 'C:\\bons\\bon de retour.pdf', name: 'bon de retour.pdf' },
    { said: 'bon\r\nBcc: x@y.example.pdf', name: 'bonBcc: x@y.example.pdf' },
    { said: '/', name: 'piece-jointe' },
  ])('is called $name', ({ said, name }) => {
    expect(fileNameOf(said)).toBe(name);
  });
});

describe('the files of a mail', () => {
  const blob = { scope: FIRST, id: 'b', bytes: 3 };
  const kept = [{ id: 'f1', name: 'bon.pdf', type: 'application/pdf', bytes: 3, blob }];
  const attachment = { name: 'photo.jpg', type: 'image/jpeg', bytes: 3 };
  const mails = [
    mailData('m1', {
      attachments: [{ ...attachment, blob }, { ...attachment, danger: 'Eicar' }, attachment],
    }),
  ];

  it('are those that are named, each once', () => {
    const refs = [{ mailId: 'm1', index: 0 }, { file: 'f1' }, { mailId: 'm1', index: 0 }];
    expect(filesOf(refs, kept, mails).map(({ name }) => name)).toEqual(['photo.jpg', 'bon.pdf']);
  });

  it.each([
    { name: 'a file of another case', ref: { file: 'f2' }, code: 'NOT_FOUND' },
    { name: 'a mail of another case', ref: { mailId: 'm2', index: 0 }, code: 'NOT_FOUND' },
    { name: 'a file that a mail has not', ref: { mailId: 'm1', index: 9 }, code: 'NOT_FOUND' },
    { name: 'a dangerous file', ref: { mailId: 'm1', index: 1 }, code: 'NOT_ALLOWED' },
    { name: 'a file that is in the raw mail alone', ref: { mailId: 'm1', index: 2 }, code: 'NOT_FOUND' },
  ])('are never $name', ({ ref, code }) => {
    expect(() => filesOf([ref], kept, mails)).toThrow(expect.objectContaining({ code }));
  });

  it('weigh at most 20 MiB together', () => {
    const half = (id: string) => ({ id, name: id, type: 'image/png', bytes: MOST_FILE_BYTES / 2 + 1, blob });
    const heavy = [half('f1'), half('f2')];
    expect(filesOf([{ file: 'f1' }], heavy, [])).toHaveLength(1);
    expect(() => filesOf([{ file: 'f1' }, { file: 'f2' }], heavy, [])).toThrow('20 Mo');
  });
});

describe('bringing a file', () => {
  let on: TestDesk;

  beforeEach(async () => {
    on = await openTestDesk();
  });
  afterEach(() => on.dispose());

  it('keeps it with the case, and sends it with the mail that names it', async () => {
    const file = await on.acts.keepFile(FIRST, LEA, 'bon.pdf', bytes('%PDF-1.7'));
    expect(file).toEqual({ id: expect.any(String), name: 'bon.pdf', type: 'application/pdf', bytes: 8 });
    await on.kernel.send(
      mailReceived.about(FIRST, mailData('again', { from: { address: 'c@courriel.example' } })) as never,
    );
    await on.kernel.idle();
    await on.acts.reply(FIRST, LEA, { text: 'Voici le bon', attachments: [{ file: file.id }] });
    await on.settled();
    const [asked] = await on.kernel.published(replyRequested);
    expect(asked?.data.attachments).toEqual([
      { name: 'bon.pdf', type: 'application/pdf', bytes: 8, blob: { scope: FIRST, id: 'blob-1', bytes: 8 } },
    ]);
  });

  it('shows it with the draft that it is to leave with, also after a restart', async () => {
    const { id } = await on.acts.keepFile(FIRST, LEA, 'bon.pdf', bytes('%PDF-1.7'));
    await on.acts.saveDraft(FIRST, { advisor: LEA, base: 0, text: 'Voici', attachments: [{ file: id }] });
    await on.acts.stop();
    await on.kernel.restart();
    await on.open();
    const attachments = [{ ref: { file: id }, name: 'bon.pdf', type: 'application/pdf', bytes: 8 }];
    expect((await on.acts.part(FIRST)).draft).toMatchObject({ attachments });
  });

  it('is none of another case’s', async () => {
    const { id } = await on.acts.keepFile(FIRST, LEA, 'bon.pdf', bytes('%PDF-1.7'));
    await expect(on.acts.filesOf(SECOND, [{ file: id }])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    { name: 'an empty one', number: FIRST, content: Buffer.alloc(0), code: 'BAD_INPUT' },
    { name: 'one above 20 MiB', number: FIRST, content: Buffer.alloc(MOST_FILE_BYTES + 1), code: 'DOCUMENT_TOO_LARGE' },
    { name: 'one for a case that nobody knows', number: UNKNOWN, content: bytes('a'), code: 'NOT_FOUND' },
  ])('refuses $name, and keeps nothing', async ({ number, content, code }) => {
    await expect(on.acts.keepFile(number, LEA, 'bon.pdf', content)).rejects.toMatchObject({ code });
    expect(on.kept).toEqual([]);
  });
});

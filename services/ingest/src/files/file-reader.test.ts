/** The real thread, with files as they come and as they should not. */
import { deflateSync } from 'node:zlib';
import { type Clock, systemClock } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type FileReader, type FileReaderOptions, openFileReader } from './file-reader.ts';
import type { FileKind, ReadAnswer } from './protocol.ts';
import { docx, odt, pdf, zip } from './testing/sample-files.ts';

let reader: FileReader;
const open = (options: Partial<FileReaderOptions> = {}): void => {
  reader = openFileReader({ clock: systemClock, ...options });
};
afterEach(() => reader.close());

const MINUTE_MS = 60_000;
const read = (kind: FileKind, content: Buffer | string): Promise<ReadAnswer> =>
  reader.read(kind, Buffer.from(content), systemClock.now() + MINUTE_MS);
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c00' }, limitInputPixels: false });

describe('text is found', () => {
  it.each([
    {
      name: 'in a PDF',
      kind: 'pdf',
      content: pdf({ page: 'Facture \\351mise CMD-2026-00001' }),
      text: 'Facture émise CMD-2026-00001',
    },
    {
      name: 'in the page that a PDF has, however many it declares',
      kind: 'pdf',
      content: pdf({ page: 'seule', count: 1_000_000 }),
      text: 'seule',
    },
    {
      name: 'in a .docx',
      kind: 'docx',
      content: docx('Bonjour,', 'l&#233;t&#xe9; &lt;3 &amp;lt;'),
      text: 'Bonjour,\nlété <3 &lt;',
    },
    {
      name: 'in an .odt',
      kind: 'odt',
      content: odt('Bonjour,<text:s/>vous', '<text:span>deux</text:span>'),
      text: 'Bonjour, vous\ndeux',
    },
    { name: 'in UTF-8', kind: 'text', content: Buffer.from('été – 12 €'), text: 'été – 12 €' },
    { name: 'in what Windows writes', kind: 'text', content: Buffer.from('\xe9t\xe9 \x80', 'latin1'), text: 'été €' },
    { name: 'in UTF-16', kind: 'text', content: Buffer.from('\ufeffété', 'utf16le'), text: 'été' },
  ] as const)('$name', async ({ kind, content, text }) => {
    open();
    expect((await read(kind, content)).text?.trim()).toBe(text);
  });

  it.each([
    { name: 'plain text', kind: 'text', content: Buffer.from('é'.repeat(500_000)) },
    { name: 'a letter', kind: 'docx', content: docx(...Array.from({ length: 5_000 }, () => 'é'.repeat(100))) },
  ] as const)('up to 200 000 characters of $name', async ({ kind, content }) => {
    open();
    const { text } = await read(kind, content);
    expect(text).toHaveLength(200_000);
    expect(text).not.toContain('\ufffd');
  });

  it('to be none in a page without letters', async () => {
    open();
    expect(await read('pdf', pdf({ page: Buffer.from('0 0 10 10 re f') }))).toEqual({});
  });
});

describe('a thumbnail', () => {
  it.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)('is made of %s', async (format) => {
    open();
    const { thumbnail } = await read('picture', await blank(900, 600).toFormat(format).toBuffer());
    const { width, height, format: made } = await sharp(thumbnail).metadata();
    expect({ width, height, made }).toEqual({ width: 320, height: 213, made: 'webp' });
  });

  it('stands upright and tells nothing of where and when the picture was taken', async () => {
    open();
    const photo = await blank(900, 600)
      .withExif({ IFD0: { Copyright: 'Camille' }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif?.includes('Camille')).toBe(true);
    const { thumbnail } = await read('picture', photo);
    const { width, height, exif } = await sharp(thumbnail).metadata();
    expect({ width, height, exif }).toEqual({ width: 213, height: 320, exif: undefined });
  });

  it('shows the first picture of an animation, and makes nothing larger than it was', async () => {
    open();
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) => blank(40, 30).tint(background).png().toBuffer()),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    const { width, height, pages } = await sharp((await read('picture', animation)).thumbnail).metadata();
    expect({ width, height, pages: pages ?? 1 }).toEqual({ width: 40, height: 30, pages: 1 });
  });
});

describe('a hostile or broken file gives nothing but its reason', () => {
  const ZEROS = Buffer.alloc(64 * 1024 * 1024, ' ');
  it.each([
    { name: 'a zip bomb', kind: 'docx', content: () => zip({ 'word/document.xml': ZEROS }), failure: 'too-large' },
    {
      name: 'a picture of 30 000 × 30 000',
      kind: 'picture',
      content: () => blank(30_000, 30_000).png().toBuffer(),
      failure: 'too-large',
    },
    {
      name: 'a zip with a password',
      kind: 'odt',
      content: () => zip({ 'content.xml': Buffer.from('<a/>') }, 1),
      failure: 'protected',
    },
    {
      name: 'a zip without a letter',
      kind: 'docx',
      content: () => zip({ 'a.xml': Buffer.from('<a/>') }),
      failure: 'damaged',
    },
    { name: 'a zip that was cut', kind: 'docx', content: () => docx('a').subarray(0, -30), failure: 'damaged' },
    { name: 'a zip whose directory points past its end', kind: 'docx', content: pointingNowhere, failure: 'damaged' },
    { name: 'a PDF that is none', kind: 'pdf', content: () => Buffer.from('%PDF-1.7\nnothing'), failure: 'damaged' },
    {
      name: 'a PDF with a password',
      kind: 'pdf',
      content: () =>
        pdf({
          trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<00> <00>]`,
        }),
      failure: 'protected',
    },
    {
      name: 'a picture that is a drawing',
      kind: 'picture',
      content: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      failure: 'damaged',
    },
    {
      name: 'a picture that was cut',
      kind: 'picture',
      content: async () => (await blank(900, 600).png().toBuffer()).subarray(0, 200),
      failure: 'damaged',
    },
    {
      name: 'more bytes than are looked at',
      kind: 'text',
      content: () => Buffer.alloc(33 * 1024 * 1024, 'a'),
      failure: 'too-large',
    },
  ] as const)('$name', async ({ kind, content, failure }) => {
    open();
    expect(await read(kind, await content())).toEqual({ failure });
    expect(await read('text', 'encore là')).toEqual({ text: 'encore là' });
  });

  it('a PDF that unfolds to a gigabyte ends with its thread, within 10 s', async () => {
    let isGrown = false;
    open({ residentBytes: () => (isGrown ? 2 ** 31 : 0) });
    const bomb = pdf({ page: deflateSync(Buffer.alloc(2 ** 30, ' ')), filter: '/FlateDecode' });
    const answer = read('pdf', bomb);
    isGrown = true;
    expect(await answer).toEqual({ failure: 'too-much-memory' });
    isGrown = false;
    expect(await read('text', 'encore là')).toEqual({ text: 'encore là' });
  });
});

describe('the thread', () => {
  const MUTE = new URL('./testing/mute-worker.mjs', import.meta.url);

  it.each([
    { name: 'that ends', file: 'die', failure: 'reader-died' },
    { name: 'that throws', file: 'throw', failure: 'reader-died' },
    { name: 'whose heap is full', file: 'fill', failure: 'too-much-memory' },
  ])('$name takes one file with it, and another thread reads the others', async ({ file, failure }) => {
    open({ url: MUTE });
    const answers = await Promise.all(['un', file, 'deux', file, 'trois'].map((text) => read('text', text)));
    expect(answers).toEqual([{ text: 'un' }, { failure }, { text: 'deux' }, { failure }, { text: 'trois' }]);
  });

  it('that does not answer is ended after 10 s; what waits behind it is read, or left when its own time is over', async () => {
    const clock = manualClock();
    open({ url: MUTE, clock });
    const stuck = reader.read('text', Buffer.from('wait'), MINUTE_MS);
    const impatient = reader.read('text', Buffer.from('pressé'), 5_000);
    const patient = reader.read('text', Buffer.from('patient'), MINUTE_MS);
    clock.advance(5_000);
    expect(await impatient).toEqual({ failure: 'too-slow' });
    clock.advance(4_900);
    expect(await Promise.race([stuck, Promise.resolve('under way')])).toBe('under way');
    clock.advance(100);
    expect(await stuck).toEqual({ failure: 'too-slow' });
    expect(await patient).toEqual({ text: 'patient' });
  });

  it('starts with the first file, and an end answers what was asked', async () => {
    open({ url: MUTE });
    const asked = [read('text', 'wait'), read('text', 'un')];
    await reader.close();
    expect(await Promise.all(asked)).toEqual([{ failure: 'reader-died' }, { failure: 'reader-died' }]);
  });
});

/** Finds no local header where the directory says it is. */
function pointingNowhere(): Buffer {
  const file = docx('a');
  file.writeUInt32LE(0xfffffff0, file.length - 6);
  return file;
}

function manualClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  let waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waiting.push({ at: now + ms, resolve });
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    advance(ms) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { resolve } of due) resolve();
    },
  };
}

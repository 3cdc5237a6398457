import { describe, expect, it } from '@jest/globals';
import { readMailBody } from './read-body.ts';

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

const related = (picture: string) =>
  Buffer.from(
    [
      'From: a@b.example',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Voilà <img src="cid:logo@b"></p>',
      '--b',
      picture,
      '--b--',
      '',
    ].join('\r\n'),
  );

describe('the body of a mail', () => {
  it('is its HTML with the pictures that it names', () => {
    const picture = [
      'Content-Type: image/gif',
      'Content-ID: <logo@b>',
      'Content-Transfer-Encoding: base64',
      '',
      PIXEL.toString('base64'),
    ];
    const { html, inline } = readMailBody(related(picture.join('\r\n')));
    expect(html).toContain('<img src="cid:logo@b">');
    expect(inline).toEqual([{ contentId: 'logo@b', type: 'image/gif', content: PIXEL }]);
  });

  it.each([
    { name: 'without an id', headers: ['Content-Type: image/gif'] },
    { name: 'that is no picture', headers: ['Content-Type: text/html', 'Content-ID: <logo@b>'] },
  ])('has no picture of a part $name', ({ headers }) => {
    expect(readMailBody(related([...headers, '', 'x'].join('\r\n'))).inline).toEqual([]);
  });

  it('is its text where it has no HTML', () => {
    expect(readMailBody(Buffer.from('From: a@b.example\r\n\r\nBonjour\r\n'))).toEqual({
      text: expect.stringContaining('Bonjour'),
      html: undefined,
      inline: [],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { gather } from './gather.ts';
import { understoodMail } from './testing/understood-mail.ts';

const photo = { type: 'image/jpeg', bytes: 1 };

describe('the documents that a mail brings', () => {
  it('are its files, but for those with a virus', () => {
    const blob = { scope: 'case', id: 'vase', bytes: 1 };
    const attachments = [
      { ...photo, name: 'vase.jpg', blob },
      { ...photo, name: 'virus.jpg', danger: 'Eicar' },
    ];
    expect(gather(undefined, understoodMail({ attachments })).start.documents).toEqual([
      { name: 'vase.jpg', type: 'image/jpeg', blob: 'vase' },
    ]);
  });
});

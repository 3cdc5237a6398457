import { describe, expect, it } from '@jest/globals';
import { spamMark } from './spam-mark.ts';

const TRUSTED = [
  'X-Spam-Flag',
  'X-Spam-Status',
  'X-Spam-Action',
  'X-MS-Exchange-Organization-SCL',
  'X-Forefront-Antispam-Report',
  'X-Ovh-Spam-Status',
  'X-Bogosity',
];
const mail = (...headers: readonly string[]) => Buffer.from([...headers, 'Subject: s', '', 'Bonjour'].join('\r\n'));

describe('spamMark', () => {
  it.each([
    'X-Spam-Flag: YES',
    'x-spam-flag: yes',
    'X-Spam-Status: Yes, score=9.1 required=5.0',
    'X-Spam-Action: add header',
    'X-MS-Exchange-Organization-SCL: 6',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:FR;SCL:5;SFV:SPM;',
    'X-Ovh-Spam-Status: SPAM',
    'X-Bogosity: Spam, tests=bogofilter',
  ])('finds %s', (header) => {
    expect(spamMark(mail(header), TRUSTED)?.toLowerCase()).toBe(header.toLowerCase());
  });

  it.each([
    'X-Spam-Flag: NO',
    'X-Spam-Status: No, score=0.2 required=5.0 tests=SPAM_FREE',
    'X-Spam-Action: no action',
    'X-MS-Exchange-Organization-SCL: -1',
    'X-MS-Exchange-Organization-SCL: 1',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;SFV:NSPM;',
    'X-Ovh-Spam-Status: OK',
    'X-Bogosity: Ham',
    'X-Other-Filter: YES',
    'X-Spam-Flag: ',
  ])('finds nothing in %s', (header) => {
    expect(spamMark(mail(header), TRUSTED)).toBeUndefined();
  });

  it('believes no header that the mailbox does not name', () => {
    expect(spamMark(mail('X-Spam-Flag: YES'), [])).toBeUndefined();
    expect(spamMark(mail('X-Spam-Flag: YES'), ['X-Ovh-Spam-Status'])).toBeUndefined();
  });

  it('is not talked out of it by a second header of the same name', () => {
    expect(spamMark(mail('X-Spam-Flag: NO', 'X-Spam-Flag: YES'), TRUSTED)).toBe('X-Spam-Flag: YES');
  });

  it('does not look into the body', () => {
    expect(spamMark(Buffer.from('Subject: s\r\n\r\nX-Spam-Flag: YES\r\n'), TRUSTED)).toBeUndefined();
  });
});

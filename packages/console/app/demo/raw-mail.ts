/** A mail as a mail program would send it (RFC 5322), from what a form holds. Pure. */

export interface WrittenMail {
  readonly fromName: string;
  readonly fromAddress: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** UTF-8 text in base64 (RFC 4648), also where the browser’s `btoa` takes bytes alone. */
function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

/** RFC 2047: each encoded word holds 45 characters at most, so that it stays below 75 bytes or is folded with others. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const parts = Array.from(text).reduce<string[]>((found, character) => {
    const last = found.at(-1);
    if (last !== undefined && new TextEncoder().encode(last + character).length <= 45)
      found[found.length - 1] = last + character;
    else found.push(character);
    return found;
  }, []);
  return parts.map((part) => `=?UTF-8?B?${base64(part)}?=`).join('\r\n ');
}

/** Headers cannot be broken out of: line ends in them become spaces. */
function line(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim();
}

/** `at` is when it is sent; `id` makes the Message-ID its own. */
export function rawMail(mail: WrittenMail, { at, id }: { at: Date; id: string }): string {
  const name = line(mail.fromName);
  const from = name === '' ? `<${line(mail.fromAddress)}>` : `${encodedWords(name)} <${line(mail.fromAddress)}>`;
  const body = base64(mail.text.replaceAll(/\r?\n/g, '\r\n')).replaceAll(/.{76}/g, '$&\r\n');
  return [
    `From: ${from}`,
    `To: <${line(mail.to)}>`,
    `Subject: ${encodedWords(line(mail.subject))}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@demo.invalid>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
    '',
  ].join('\r\n');
}
